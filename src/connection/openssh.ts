import type { Connection, SshSettings } from './connection.ts'
export const connectOpenssh = async (_settings: SshSettings): Promise<Connection> => {
  throw new Error('not yet')
}
