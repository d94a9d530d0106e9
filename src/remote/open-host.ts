/** A host as the executor sees it: shells to ask and to act through, as whom. */
import { connect } from '../connection/connect.ts'
import type { Connection, ConnectionSettings } from '../connection/connection.ts'
import { type ExchangeListener, HostShell } from './host-shell.ts'
import { Link } from './link.ts'
import type { Become, Identity, RemoteHost, RemoteShell } from './remote-host.ts'

/** What can be told apart from the settings. */
export interface HostOptions {
  /** Told of every exchange, for `-vvvv` and the bench. */
  readonly onExchange?: ExchangeListener | undefined
  /** How many shells one identity may have at once; 8 unless told. */
  readonly shells?: number | undefined
  /** How to connect; for tests. */
  readonly connect?: ((settings: ConnectionSettings) => Promise<Connection>) | undefined
}

/** A host that is connected to on first use. */
export const openHost = (settings: ConnectionSettings, options: HostOptions = {}): RemoteHost => {
  const link = new Link(() => (options.connect ?? connect)(settings))
  const shells = new Map<string, HostShell>()
  return {
    as({ become }: Identity): RemoteShell {
      const key = identityKey(become)
      const shell =
        shells.get(key) ?? new HostShell({ link, become, shells: options.shells ?? 8, onExchange: options.onExchange })
      shells.set(key, shell)
      return shell
    },
    async release(user) {
      const own = [...shells.values()].filter((shell) => shell.user === user)
      await Promise.all(own.map((shell) => shell.release()))
    },
    async close() {
      await Promise.all([...shells.values()].map((shell) => shell.close()))
      await link.close()
    },
  }
}

const identityKey = (become: Become | undefined): string =>
  become ? JSON.stringify([become.method, become.user, become.exe, become.flags, become.password?.reveal()]) : ''
