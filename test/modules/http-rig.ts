/** A web server in a process of its own, and a PATH on which only one HTTP client is found. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, mkdtempSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

const serverProgram = `
const http = require('node:http')
const modified = 'Sat, 01 Jan 2022 00:00:00 GMT'
http.createServer((request, response) => {
  const parts = []
  request.on('data', (part) => parts.push(part))
  request.on('end', () => answer(request, response, Buffer.concat(parts).toString()))
}).listen(0, '127.0.0.1', function () { console.log(this.address().port) })
const send = (response, status, headers, body) => { response.writeHead(status, headers); response.end(body) }
const answer = (request, response, body) => {
  const { url, method, headers } = request
  if (url === '/file') {
    if (new Date(headers['if-modified-since'] ?? 0) >= new Date(modified)) return send(response, 304, {})
    return send(response, 200, { 'Content-Length': 5, 'Last-Modified': modified }, 'hello')
  }
  if (url === '/named') return send(response, 200, { 'Content-Disposition': 'attachment; filename="../given name"' }, 'hello')
  if (url === '/redirect') return send(response, 302, { Location: '/file' })
  if (url === '/loop') return send(response, 302, { Location: '/loop' })
  if (url === '/post-redirect') return send(response, 303, { Location: '/echo' })
  if (url === '/sums') return send(response, 200, {}, '${'0'.repeat(40)}  other\\naaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d *./file\\n')
  if (url === '/secret') {
    const wanted = 'Basic ' + Buffer.from('me:pass word"\\\\').toString('base64')
    if (headers.authorization === wanted) return send(response, 200, { 'Content-Length': 5 }, 'hello')
    return send(response, 401, { 'WWW-Authenticate': 'Basic realm="x"' }, 'who?')
  }
  if (url === '/chunked') { response.writeHead(200); response.write('hel'); return response.end('lo') }
  if (url === '/cookies') return send(response, 200, { 'Set-Cookie': ['a=1; Path=/', 'b=2'], 'Content-Type': 'text/plain; charset=utf-8' }, 'é')
  if (url === '/echo') return send(response, 200, { 'Content-Type': 'application/json' }, JSON.stringify({ method, headers, body }))
  if (url === '/gone') return send(response, 410, { 'Content-Type': 'application/json' }, '{"why": "gone"}')
  send(response, 404, {}, 'not here')
}
`

/** Starts the server; `url('/file')` is an address on it. */
export const startServer = async () => {
  const child = spawn(process.execPath, ['-e', serverProgram], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [port] = (await once(child.stdout, 'data')) as [Buffer]
  return {
    url: (path: string): string => `http://127.0.0.1:${String(port).trim()}${path}`,
    stop: (): boolean => child.kill(),
  }
}

const common =
  `[ awk base64 dd basename cat chmod chown cksum cp cut date dirname env expr false find getent grep gzip head id ls md5sum
mkdir mktemp mv od printf readlink rm rmdir sed sh sha1sum sha256sum sha512sum sleep sort stat sync tail test touch tr true
umask uname wc xargs openssl`.split(/\s+/)

/** The client's place on this machine; `undefined` when it is not installed. */
export const findProgram = (name: string): string | undefined =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((directory) => join(directory, name))
    .find((path) => {
      try {
        accessSync(path)
        return true
      } catch {
        return false
      }
    })

/** A PATH with the usual tools and, of all HTTP clients, this one. `busybox` stands for busybox's wget. */
export const pathWith = (client: string): string => {
  const directory = mkdtempSync(join(tmpdir(), 'path-'))
  for (const name of common) {
    const found = findProgram(name)
    if (found) symlinkSync(found, join(directory, name))
  }
  const program = findProgram(client)
  if (program) symlinkSync(program, join(directory, client === 'busybox' ? 'wget' : client))
  return directory
}
