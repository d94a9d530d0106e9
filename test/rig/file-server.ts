import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A web server on loopback, which the lab's hosts reach as well: `/NAME` answers `content of NAME`. */
export async function startFileServer(): Promise<{ readonly url: string; close(): void }> {
  const server = createServer(({ url = '/' }, response) => {
    response.setHeader('content-type', 'text/plain')
    response.end(`content of ${url.slice(1)}\n`)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() }
}
