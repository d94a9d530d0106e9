/** A container as a host: its shells are started by `docker exec`. */
import { deferred } from '../util/deferred.ts'
import { openChild } from './child-channel.ts'
import { type Channel, type Connection, type DockerSettings, Unreachable } from './connection.ts'

/** A connection to a running container. */
export const connectDocker = async ({ container, user }: DockerSettings): Promise<Connection> => {
  const channels = new Set<Channel>()
  const ended = deferred<Unreachable>()
  return {
    address: user === undefined ? container : `${user}@${container}`,
    ended: ended.promise,
    async open(command) {
      const as = user === undefined ? [] : ['-u', user]
      const { channel } = await openChild(['docker', 'exec', '-i', ...as, container, '/bin/sh', '-c', command])
      channels.add(channel)
      const forget = () => void channels.delete(channel)
      channel.exit.then(forget, forget)
      return channel
    },
    async close() {
      for (const channel of channels) channel.kill()
      ended.resolve(new Unreachable('the connection was closed'))
    },
  }
}
