/** What it takes to log in to a server of `ssh-server.ts`. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SshSettings } from '../../src/connection/connection.ts'
import { type KeyPair, makeKey, type SshServer, type SshServerOptions, startSshServer } from './ssh-server.ts'

/** A server, a directory with a key and a known_hosts file for it, and settings that use them. */
export interface LoginRig {
  readonly server: SshServer
  readonly directory: string
  readonly key: KeyPair
  readonly settings: SshSettings
  close(): Promise<void>
}

/** Starts a server that a new key may log in to, and whose host key is known. */
export const startLogin = async (options: SshServerOptions = {}): Promise<LoginRig> => {
  const directory = mkdtempSync(join(tmpdir(), 'runbook-test-'))
  const key = makeKey()
  const keyFile = join(directory, 'id_ed25519')
  writeFileSync(keyFile, key.private, { mode: 0o600 })
  const server = await startSshServer({ authorizedKeys: [key.public], ...options })
  const knownHosts = join(directory, 'known_hosts')
  writeFileSync(knownHosts, `[${server.address}]:${server.port} ${server.hostPublicKey}\n`)
  return {
    server,
    directory,
    key,
    settings: {
      transport: 'ssh',
      host: server.address,
      port: server.port,
      user: 'tester',
      privateKeyFiles: [keyFile],
      hostKeyChecking: 'yes',
      knownHostsFiles: [knownHosts],
      connectTimeout: 10,
      keepaliveInterval: 0,
    },
    async close() {
      await server.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
