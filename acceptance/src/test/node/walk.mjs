// The whole way of a TPP, by the unmodified openid-client: node walk.mjs ISSUER AUTHORITY.pem [CERTIFICATE.pem KEY.pem]
// With a certificate the tokens are bound to it, without one by DPoP.
import assert from 'node:assert/strict'
import * as client from 'openid-client'
import { dpop, mtls } from './bindings.mjs'
import { Customer } from './customer.mjs'

const REDIRECT_URI = 'https://tpp.example/callback'
const [issuer, authority, certificate, key] = process.argv.slice(2)
const binding = certificate ? mtls(authority, certificate, key) : dpop(authority)

const config = await step('discovery and registration', register)
const proofs = await binding.proofs(config)
const api = `${binding.account(config)}/open-banking/v4.0/aisp`
const consent = await step('consent', makeConsent)
const tokens = await step('pushed request, the customer, code, tokens', authorize)
const [account] = await step('accounts', async () => (await read('/accounts', tokens)).Data.Account)
await step('balances', async () => {
  const { Balance } = (await read(`/accounts/${account.AccountId}/balances`, tokens)).Data
  assert.equal(Balance[0].AccountId, account.AccountId)
})
await step('who the customer is', async () => {
  const who = await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub, proofs)
  assert.equal(who.sub, tokens.claims().sub)
})
await step('a token without its binding opens nothing', stolen)
const fresh = await step('refresh', refresh)
await step('introspection', async () => {
  const told = await client.tokenIntrospection(config, fresh.access_token)
  assert.equal(told.active, true)
  assert.ok(certificate ? told.cnf['x5t#S256'] : told.cnf.jkt)
})
await step('revocation', revoke)

async function register() {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
  const jwk = { ...(await crypto.subtle.exportKey('jwk', pair.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' }
  delete jwk.key_ops
  delete jwk.ext
  const authentication = client.PrivateKeyJwt({ key: pair.privateKey, kid: 'k1' })
  const registered = await client.dynamicClientRegistration(new URL(issuer), {
    client_name: 'openid-client',
    redirect_uris: [REDIRECT_URI],
    jwks: { keys: [jwk] },
    scope: 'openid profile accounts',
    security_profile: 'fapi2',
    token_endpoint_auth_method: 'private_key_jwt',
    id_token_signed_response_alg: 'ES256',
    grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
    response_types: ['code'],
    ...binding.registered
  }, authentication, { [client.customFetch]: binding.fetch })
  const made = new client.Configuration(registered.serverMetadata(), registered.clientMetadata().client_id,
    { ...registered.clientMetadata(), ...binding.metadata }, authentication)
  made[client.customFetch] = binding.fetch
  client.enableNonRepudiationChecks(made)
  assert.equal(registered.clientMetadata().security_profile, 'fapi2')
  return made
}

async function makeConsent() {
  const own = await client.clientCredentialsGrant(config, { scope: 'accounts' }, proofs)
  assert.equal(own.token_type, binding.tokenType)
  const response = await client.fetchProtectedResource(config, own.access_token, new URL(`${api}/account-access-consents`), 'POST',
    JSON.stringify({ Data: { Permissions: ['ReadAccountsDetail', 'ReadBalances'] }, Risk: {} }),
    new Headers({ 'content-type': 'application/json' }), proofs)
  assert.equal(response.status, 201)
  return (await response.json()).Data.ConsentId
}

async function authorize() {
  const pkceCodeVerifier = client.randomPKCECodeVerifier()
  const expectedState = client.randomState()
  const expectedNonce = client.randomNonce()
  const address = await client.buildAuthorizationUrlWithPAR(config, {
    redirect_uri: REDIRECT_URI,
    scope: 'openid profile accounts',
    state: expectedState,
    nonce: expectedNonce,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    claims: JSON.stringify({ id_token: { openbanking_intent_id: { value: consent, essential: true } } })
  }, proofs)
  assert.deepEqual([...address.searchParams.keys()].sort(), ['client_id', 'request_uri'])
  const back = await new Customer(binding.fetch, 'amelia').allow(address, REDIRECT_URI)
  const given = await client.authorizationCodeGrant(config, back,
    { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true }, undefined, proofs)
  assert.equal(given.token_type, binding.tokenType)
  assert.equal(given.claims().openbanking_intent_id, consent)
  return given
}

async function read(path, { access_token: token }) {
  const response = await client.fetchProtectedResource(config, token, new URL(api + path), 'GET', null, undefined, proofs)
  assert.equal(response.status, 200)
  return response.json()
}

async function stolen() {
  const response = await binding.fetch(`${issuer}/open-banking/v4.0/aisp/accounts`,
    { headers: { authorization: `Bearer ${tokens.access_token}` } })
  assert.equal(response.status, 401)
}

async function refresh() {
  const again = await client.refreshTokenGrant(config, tokens.refresh_token, undefined, proofs)
  assert.notEqual(again.access_token, tokens.access_token)
  await read('/balances', again)
  return again
}

async function revoke() {
  await client.tokenRevocation(config, tokens.refresh_token)
  await assert.rejects(() => read('/balances', fresh), error => error.cause?.[0]?.parameters?.error === 'invalid_token')
  await assert.rejects(() => client.refreshTokenGrant(config, tokens.refresh_token, undefined, proofs), { error: 'invalid_grant' })
}

async function step(name, action) {
  const result = await action()
  console.log(`ok: ${name}`)
  return result
}
