/** One way to connect for each kind of settings; what a kind needs is loaded when it is first used. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Connection, type ConnectionSettings, type SshSettings, Unreachable } from './connection.ts'

/** Connects to a host. Rejects with `Unreachable`, naming the cause. */
export const connect = async (settings: ConnectionSettings): Promise<Connection> => {
  switch (settings.transport) {
    case 'local':
      return (await import('./local.ts')).connectLocal(settings)
    case 'ssh': {
      const { connectSsh } = await import('./ssh.ts')
      return persistently(settings, connectSsh)
    }
    case 'openssh': {
      const { connectOpenssh } = await import('./openssh.ts')
      return persistently(settings, connectOpenssh)
    }
    case 'docker':
      return (await import('./docker.ts')).connectDocker(settings)
  }
}

/** Seconds. */
const LONGEST_PAUSE = 30

/**
 * Tries as often as the settings say.
 *
 * @param pause waits for some seconds.
 */
export const persistently = async (
  settings: SshSettings,
  attempt: (settings: SshSettings) => Promise<Connection>,
  pause: (seconds: number) => Promise<unknown> = (seconds) => sleep(seconds * 1000),
): Promise<Connection> => {
  for (let left = settings.retries ?? 0, tried = 0; ; left--, tried++) {
    try {
      return await attempt(settings)
    } catch (error) {
      if (left <= 0 || !(error instanceof Unreachable)) throw error
      await pause(Math.min(2 ** tried - 1, LONGEST_PAUSE))
    }
  }
}
