import { expect, it } from 'vitest'
import { Connections } from '../../../src/executor/hosts/connections.ts'
import type { RemoteHost } from '../../../src/remote/remote-host.ts'

const opened = () => {
  const log: string[] = []
  const connections = new Connections((settings, name): RemoteHost => {
    log.push(`open ${name} ${settings.transport}`)
    return {
      as: () => {
        throw new Error('not used')
      },
      release: async () => {},
      close: async () => {
        log.push(`close ${name}`)
      },
    }
  })
  return { connections, log }
}

it('opens a host once for each way to reach it', () => {
  const { connections, log } = opened()
  const first = connections.get('a', { transport: 'local' })
  expect(connections.get('a', { transport: 'local' })).toBe(first)
  expect(connections.get('a', { transport: 'docker', container: 'c', user: undefined })).not.toBe(first)
  connections.get('b', { transport: 'local' })
  expect(log).toEqual(['open a local', 'open a docker', 'open b local'])
})

it('opens anew after a reset, and closes all at the end', async () => {
  const { connections, log } = opened()
  const first = connections.get('a', { transport: 'local' })
  await connections.reset('a')
  await connections.reset('nobody')
  expect(connections.get('a', { transport: 'local' })).not.toBe(first)
  await connections.close()
  expect(log).toEqual(['open a local', 'close a', 'open a local', 'close a'])
})
