/** This machine as a host: its shells are child processes. */
import { deferred } from '../util/deferred.ts'
import { openChild } from './child-channel.ts'
import { type Channel, type Connection, type LocalSettings, Unreachable } from './connection.ts'

/** A connection to this machine. */
export const connectLocal = async ({ directory }: Partial<LocalSettings> = {}): Promise<Connection> => {
  const channels = new Set<Channel>()
  const { promise: ended, resolve: end } = deferred<Unreachable>()
  return {
    address: 'localhost',
    ended,
    async open(command) {
      const { channel } = await openChild(['/bin/sh', '-c', command], { realPipes: true, directory })
      channels.add(channel)
      const forget = () => void channels.delete(channel)
      channel.exit.then(forget, forget)
      return channel
    },
    async close() {
      for (const channel of channels) channel.kill()
      end(new Unreachable('the connection was closed'))
    },
  }
}
