/** The connections to one host: made on first use, made anew after a loss, one more where a host limits channels. */
import { type Channel, ChannelRefused, type Connection, Unreachable } from '../connection/connection.ts'

/** Opens channels on a host. */
export class Link {
  readonly #connect: () => Promise<Connection>
  /** The newest last. */
  #connections: Promise<Connection>[] = []

  constructor(connect: () => Promise<Connection>) {
    this.#connect = connect
  }

  /** Starts a command line; rejects with {@link Unreachable}. */
  async open(command: string): Promise<Channel> {
    const connection = this.#connections.at(-1) ?? this.#add()
    try {
      return await (await connection).open(command)
    } catch (error) {
      if (!(error instanceof ChannelRefused)) throw error
      return this.#openElsewhere(connection, command)
    }
  }

  /** Ends all connections. Never rejects. */
  async close(): Promise<void> {
    const connections = this.#connections
    this.#connections = []
    await Promise.all(connections.map((connection) => connection.then((open) => open.close()).catch(() => {})))
  }

  async #openElsewhere(refused: Promise<Connection>, command: string): Promise<Channel> {
    const newest = this.#connections.at(-1)
    const connection = newest && newest !== refused ? newest : this.#add()
    try {
      return await (await connection).open(command)
    } catch (error) {
      throw error instanceof ChannelRefused ? new Unreachable(error.message) : error
    }
  }

  #add(): Promise<Connection> {
    const connection = this.#connect()
    this.#connections.push(connection)
    const forget = () => {
      this.#connections = this.#connections.filter((other) => other !== connection)
    }
    connection.then((open) => open.ended.then(forget), forget)
    return connection
  }
}
