import { Worker } from 'node:worker_threads'
import { describe, expect, it, onTestFinished } from 'vitest'
import { playbookWith } from './lookups-rig.ts'

/** A server in a thread of its own: the lookup blocks this one. */
const server = async (): Promise<string> => {
  const worker = new Worker(
    `const { createServer } = require('node:http')
     const { parentPort } = require('node:worker_threads')
     createServer((request, response) => {
       if (request.url === '/moved') return response.writeHead(302, { location: '/text' }).end()
       if (request.url === '/auth') return response.end(request.headers.authorization)
       if (request.url === '/text') return response.end('one\\ntwo\\n')
       response.writeHead(404).end()
     }).listen(0, '127.0.0.1', function () { parentPort.postMessage(this.address().port) })`,
    { eval: true },
  )
  onTestFinished(() => worker.terminate().then(() => undefined))
  const port = await new Promise<number>((resolve) => worker.once('message', resolve))
  return `http://127.0.0.1:${port}`
}

describe('the url lookup', () => {
  it('gives the lines of what it fetched, redirects followed', async () => {
    const base = await server()
    const { evaluate } = playbookWith({})
    expect(evaluate(`query('url', '${base}/text')`)).toEqual(['one', 'two'])
    expect(evaluate(`lookup('url', '${base}/moved', split_lines=false)`)).toBe('one\ntwo\n')
  })

  it('sends credentials', async () => {
    const base = await server()
    const { evaluate } = playbookWith({})
    expect(evaluate(`lookup('url', '${base}/auth', username='u', password='p')`)).toBe('Basic dTpw')
  })

  it('says what went wrong', async () => {
    const base = await server()
    const { evaluate } = playbookWith({})
    expect(() => evaluate(`lookup('url', '${base}/nope')`)).toThrow('HTTP Error 404: Not Found')
    expect(() => evaluate("lookup('url', 'http://127.0.0.1:1/')")).toThrow('ECONNREFUSED')
  })
})
