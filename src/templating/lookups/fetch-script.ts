/**
 * The program of the process that fetches a URL: it reads the request from its standard input as JSON, and writes the
 * body to its standard output, or a reason to its standard error. It stands alone, so it is text.
 */
export const fetchScript = String.raw`
const http = require('node:http'), https = require('node:https'), tls = require('node:tls'), fs = require('node:fs')
const request = JSON.parse(fs.readFileSync(0, 'utf8'))
const fail = (reason) => { process.stderr.write(String(reason)); process.exit(1) }
setTimeout(() => fail('timed out after ' + request.timeoutSeconds + ' seconds'), request.timeoutSeconds * 1000)
const bypassed = (host) => (process.env.no_proxy || process.env.NO_PROXY || '').split(',').map((name) => name.trim().replace(/^\*?\./, ''))
  .some((name) => name === '*' || (name && (host === name || host.endsWith('.' + name))))
const proxyFor = (url) => {
  if (!request.proxy || request.unixSocket || bypassed(url.hostname)) return undefined
  const name = url.protocol.slice(0, -1) + '_proxy'
  const found = process.env[name] || process.env[name.toUpperCase()] || process.env.all_proxy
  return found ? new URL(found.includes('://') ? found : 'http://' + found) : undefined
}
const authorization = (proxy) => proxy.username
  ? { 'Proxy-Authorization': 'Basic ' + Buffer.from(decodeURIComponent(proxy.username) + ':' + decodeURIComponent(proxy.password)).toString('base64') } : {}
const security = { rejectUnauthorized: request.validateCerts, ...(request.caPath ? { ca: fs.readFileSync(request.caPath) } : {}) }
const tunnel = (url, proxy, then) => {
  const target = url.hostname + ':' + (url.port || 443)
  http.request({ host: proxy.hostname, port: proxy.port || 80, method: 'CONNECT', path: target, headers: { Host: target, ...authorization(proxy) } })
    .on('connect', (answer, socket) => answer.statusCode === 200
      ? then(tls.connect({ socket, servername: url.hostname, ...security }).on('error', fail))
      : fail('the proxy answered ' + answer.statusCode))
    .on('error', fail).end()
}
const receive = (url, left) => (answer) => {
  const { statusCode: status, headers } = answer
  const redirected = status >= 301 && status <= 308 && status !== 304 && headers.location && request.followRedirects !== 'no' && request.followRedirects !== 'none'
  if (redirected) {
    answer.resume()
    if (left === 0) return fail('HTTP Error ' + status + ': too many redirects')
    const next = new URL(headers.location, url)
    if (next.host !== url.host) delete request.headers.Authorization
    return get(next, left - 1)
  }
  if (status >= 300) return fail('HTTP Error ' + status + ': ' + answer.statusMessage)
  const chunks = []
  answer.on('data', (chunk) => chunks.push(chunk)).on('error', fail)
    .on('end', () => process.stdout.end(Buffer.concat(chunks), () => process.exit(0)))
}
const get = (url, left) => {
  if (url.protocol === 'file:') return process.stdout.end(fs.readFileSync(url), () => process.exit(0))
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return fail('unknown url type: ' + url.protocol)
  const secure = url.protocol === 'https:'
  const proxy = proxyFor(url)
  const options = { headers: request.headers, ...(request.unixSocket ? { socketPath: request.unixSocket } : {}), ...(secure ? security : {}) }
  const send = (client, target, more) => client.get(target, { ...options, ...more }, receive(url, left)).on('error', fail)
  if (!proxy) return send(secure ? https : http, url, {})
  if (secure) return tunnel(url, proxy, (socket) => send(https, url, { createConnection: () => socket, agent: false }))
  send(http, { host: proxy.hostname, port: proxy.port || 80, path: url.href }, { headers: { ...request.headers, Host: url.host, ...authorization(proxy) } })
}
process.on('uncaughtException', (error) => fail(error.message))
get(new URL(request.url), 10)
`
