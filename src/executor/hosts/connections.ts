import type { ConnectionSettings } from '../../connection/connection.ts'
import type { RemoteHost } from '../../remote/remote-host.ts'
import { Secret } from '../../values.ts'

/** Opens a host; `remote/` has the real one. */
export type OpenHost = (settings: ConnectionSettings, name: string) => RemoteHost

/** The hosts that are connected to: one for each host and way to reach it, shared by all tasks. */
export class Connections {
  readonly #open: OpenHost
  readonly #hosts = new Map<string, Map<string, RemoteHost>>()

  constructor(open: OpenHost) {
    this.#open = open
  }

  /** The host, connected to with these settings. */
  get(name: string, settings: ConnectionSettings): RemoteHost {
    const ways = this.#hosts.get(name) ?? new Map<string, RemoteHost>()
    this.#hosts.set(name, ways)
    const key = identity(settings)
    let host = ways.get(key)
    if (!host) {
      host = this.#open(settings, name)
      ways.set(key, host)
    }
    return host
  }

  /** Drops the connections of a host, so that the next use logs in again. */
  async reset(name: string): Promise<void> {
    const ways = [...(this.#hosts.get(name)?.values() ?? [])]
    this.#hosts.delete(name)
    await Promise.all(ways.map((host) => host.close()))
  }

  /** Ends all connections. */
  async close(): Promise<void> {
    await Promise.all([...this.#hosts.keys()].map((name) => this.reset(name)))
  }
}

/** Equal for equal settings; passwords count, and are never printed. */
const identity = (settings: ConnectionSettings): string =>
  JSON.stringify(settings, (_, value: unknown) => (value instanceof Secret ? value.reveal() : value))
