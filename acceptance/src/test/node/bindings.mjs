// The two ways in which FAPI 2.0 binds a token to whoever it was given to.
import { readFileSync } from 'node:fs'
import * as client from 'openid-client'
import { Agent, fetch } from 'undici'

// By a key that signs every request (RFC 9449).
export function dpop(authority) {
  return {
    registered: {},
    metadata: {},
    tokenType: 'dpop',
    fetch: fetchBy(new Agent({ connect: { ca: readFileSync(authority) } })),
    account: config => config.serverMetadata().issuer,
    proofs: async config => ({ DPoP: client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256')) })
  }
}

// By the certificate of the TLS connection (RFC 8705).
export function mtls(authority, certificate, key) {
  const connect = { ca: readFileSync(authority), cert: readFileSync(certificate), key: readFileSync(key) }
  return {
    registered: { tls_client_certificate_bound_access_tokens: true },
    metadata: { use_mtls_endpoint_aliases: true },
    tokenType: 'bearer',
    fetch: fetchBy(new Agent({ connect })),
    account: config => new URL(config.serverMetadata().mtls_endpoint_aliases.token_endpoint).origin,
    proofs: async () => ({})
  }
}

function fetchBy(dispatcher) {
  return (url, options) => fetch(url, { ...options, dispatcher })
}
