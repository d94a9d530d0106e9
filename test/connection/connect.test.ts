import { describe, expect, it } from 'vitest'
import { persistently } from '../../src/connection/connect.ts'
import { type Connection, type SshSettings, Unreachable } from '../../src/connection/connection.ts'

const settings: SshSettings = {
  transport: 'ssh',
  host: 'h',
  port: 22,
  user: 'u',
  privateKeyFiles: [],
  hostKeyChecking: 'yes',
  knownHostsFiles: [],
  connectTimeout: 1,
  keepaliveInterval: 0,
}

const connection: Connection = {
  address: 'u@h:22',
  open: () => Promise.reject(new Unreachable('not used')),
  close: async () => {},
  ended: new Promise(() => {}),
}

/** Connects at the attempt of that number; notes how long is waited before each further one. */
const attempts = async (retries: number | undefined, success: number, error: Error = new Unreachable('down')) => {
  const pauses: number[] = []
  let tried = 0
  const attempt = async (): Promise<Connection> => {
    if (++tried === success) return connection
    throw error
  }
  const made = persistently({ ...settings, retries }, attempt, async (seconds) => pauses.push(seconds))
  return { ended: await made.then(() => 'connected', String), pauses, tried }
}

describe('connecting', () => {
  it('is tried once unless more is asked for', async () => {
    expect(await attempts(undefined, 2)).toEqual({ ended: 'Unreachable: down', pauses: [], tried: 1 })
  })

  it('is tried again after longer and longer pauses', async () => {
    expect(await attempts(7, 8)).toEqual({ ended: 'connected', pauses: [0, 1, 3, 7, 15, 30, 30], tried: 8 })
    expect(await attempts(1, 3)).toEqual({ ended: 'Unreachable: down', pauses: [0], tried: 2 })
  })

  it('is given up for what trying again does not mend', async () => {
    expect(await attempts(5, 2, new Error('a bug'))).toEqual({ ended: 'Error: a bug', pauses: [], tried: 1 })
  })
})
