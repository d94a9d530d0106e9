/** What every kind of connection must do. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Channel, type Connection, Unreachable } from '../../src/connection/connection.ts'

/** A way to get a connection, and to clean up after it. */
export interface Kind {
  connect(): Promise<Connection>
  /** The status of a command that SIGTERM ended, where the signal can't be known. */
  readonly signalled?: number
  close?(): Promise<void>
}

/** Runs the contract for a kind of connection. */
export const connectionContract = (name: string, start: () => Promise<Kind>): void => {
  describe(`a ${name} connection`, () => {
    let kind: Kind
    let connection: Connection
    beforeAll(async () => {
      kind = await start()
      connection = await kind.connect()
    })
    afterAll(async () => {
      await connection.close()
      await kind.close?.()
    })

    it('gives the output, the errors and the exit status of a command', async () => {
      const result = await run(connection, 'echo out; echo err >&2; exit 3')
      expect(result).toEqual({ stdout: Buffer.from('out\n'), stderr: Buffer.from('err\n'), exit: { status: 3 } })
    })

    it('moves any bytes both ways', async () => {
      const bytes = Buffer.concat([Buffer.from(Array.from({ length: 256 }, (_, i) => i)), randomBytes(300_000)])
      const result = await run(connection, 'cat', bytes)
      expect(result.stdout.equals(bytes)).toBe(true)
    })

    it('gives ten megabytes of output', async () => {
      const result = await run(connection, 'head -c 10000000 /dev/zero')
      expect(result.stdout.length).toBe(10_000_000)
    })

    it('gives a great deal of standard error', async () => {
      const result = await run(connection, 'head -c 2000000 /dev/zero >&2')
      expect(result.stderr.length).toBe(2_000_000)
    })

    it('tells the signal that ended a command', async () => {
      const { exit } = await run(connection, 'kill -TERM $$')
      expect(exit.status).toBe(kind.signalled ?? 143)
    })

    it('runs several commands at once', async () => {
      const results = await Promise.all([1, 2, 3, 4].map((n) => run(connection, `cat; echo ${n}`, Buffer.from('in '))))
      expect(results.map(({ stdout }) => String(stdout))).toEqual(['in 1\n', 'in 2\n', 'in 3\n', 'in 4\n'])
    })

    it('reads no further while a listener is busy', async () => {
      const channel = await connection.open('head -c 5000000 /dev/zero')
      let size = 0
      let waiting = 0
      channel.onStderr(() => {})
      channel.onStdout(async (chunk) => {
        waiting += 1
        expect(waiting).toBe(1)
        await new Promise((resolve) => setImmediate(resolve))
        waiting -= 1
        size += chunk.length
      })
      await channel.exit
      expect(size).toBe(5_000_000)
    })

    it('ends a command that is killed', async () => {
      const channel = await connection.open('exec sleep 1000')
      drain(channel)
      channel.kill()
      const ended = await channel.exit.then(
        () => 'ended',
        (error) => (error instanceof Unreachable ? 'ended' : error),
      )
      expect(ended).toBe('ended')
    })

    it('ends its commands when it is closed', async () => {
      const other = await kind.connect()
      const channel = await other.open('cat')
      drain(channel)
      await other.close()
      await other.close()
      expect(await other.ended).toBeInstanceOf(Unreachable)
      await channel.exit.catch((error) => expect(error).toBeInstanceOf(Unreachable))
    })
  })
}

const drain = (channel: Channel): void => {
  channel.onStdout(() => {})
  channel.onStderr(() => {})
}

/** Runs a command to its end. */
export const run = async (connection: Connection, command: string, input?: Buffer) => {
  const channel = await connection.open(command)
  const stdout: Buffer[] = []
  const stderr: Buffer[] = []
  channel.onStdout((chunk) => void stdout.push(chunk))
  channel.onStderr((chunk) => void stderr.push(chunk))
  if (input) await channel.write(input)
  channel.end()
  const exit = await channel.exit
  return { stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr), exit }
}
