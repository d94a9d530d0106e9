/** One way to connect for each kind of settings; what a kind needs is loaded when it is first used. */
import type { Connection, ConnectionSettings } from './connection.ts'

/** Connects to a host. Rejects with `Unreachable`, naming the cause. */
export const connect = async (settings: ConnectionSettings): Promise<Connection> => {
  switch (settings.transport) {
    case 'local':
      return (await import('./local.ts')).connectLocal()
    case 'ssh':
      return (await import('./ssh.ts')).connectSsh(settings)
    case 'openssh':
      return (await import('./openssh.ts')).connectOpenssh(settings)
    case 'docker':
      return (await import('./docker.ts')).connectDocker(settings)
  }
}
