// A customer with a browser that knows forms and cookies, and no scripts: what the bank's pages ask for is read from the pages themselves.
const REDIRECTS_MAX = 10

export class Customer {
  #fetch
  #username
  #cookies = new Map()

  constructor(fetch, username) {
    this.#fetch = fetch
    this.#username = username
  }

  // Opens the address, signs in where the bank asks for it, and allows; returns where the bank sends the browser in the end.
  async allow(address, redirectUri) {
    let page = await this.#open(address, redirectUri)
    if (page.html?.includes('action="/console/sign-in"')) {
      page = await this.#press(page, '/console/sign-in', { customer: this.#username }, redirectUri)
    }
    if (!page.html?.includes('id="approve"')) {
      throw new Error(`no consent page, but ${page.address}: ${page.html}`)
    }
    const end = await this.#press(page, '/console/decision', { decision: 'approve' }, redirectUri)
    if (!end.left) {
      throw new Error(`the bank keeps the browser at ${end.address}: ${end.html}`)
    }
    return end.address
  }

  #press(page, action, button, redirectUri) {
    const form = page.html.split('<form').find(part => part.includes(`action="${action}"`)).split('</form>')[0]
    const values = new URLSearchParams(button)
    for (const [input] of form.matchAll(/<input[^>]*>/g)) {
      if (!input.includes('type="checkbox"') || / checked/.test(input)) {
        values.append(attribute(input, 'name'), attribute(input, 'value'))
      }
    }
    return this.#open(new URL(action, page.address), redirectUri, values)
  }

  async #open(address, redirectUri, form) {
    let next = new URL(address)
    let body = form
    for (let i = 0; i < REDIRECTS_MAX; i++) {
      const response = await this.#fetch(next, {
        method: body ? 'POST' : 'GET',
        body: body?.toString(),
        redirect: 'manual',
        headers: {
          cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          ...(body && { 'content-type': 'application/x-www-form-urlencoded' })
        }
      })
      this.#keep(response.headers.getSetCookie())
      if (response.status < 300 || response.status >= 400) {
        return { address: next, html: await response.text(), left: false }
      }
      next = new URL(response.headers.get('location'), next)
      body = undefined
      if (next.href.startsWith(redirectUri)) {
        return { address: next, left: true }
      }
    }
    throw new Error(`more than ${REDIRECTS_MAX} redirects, the last to ${next}`)
  }

  #keep(cookies) {
    for (const cookie of cookies) {
      const [pair] = cookie.split(';')
      const at = pair.indexOf('=')
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
  }
}

function attribute(tag, name) {
  const found = tag.match(new RegExp(` ${name}="([^"]*)"`))
  return (found ? found[1] : '').replaceAll('&quot;', '"').replaceAll('&#34;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
