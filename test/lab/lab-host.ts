import { readFileSync } from 'node:fs'
import { labDirectory } from './lab-directory.ts'
import type { HostKind } from './root-file-system.ts'

/** What a test needs to know of a booted host. Plain data, so that it can be handed to test workers. */
export interface LabHost {
  readonly name: string
  readonly kind: HostKind
  readonly address: string
  readonly port: number
  /** The account to log in with; `deploy` may use sudo without a password, `worker` with it. */
  readonly user: string
  /** Path of the private key. */
  readonly key: string
  /** Path of a known_hosts file with this host's key. */
  readonly knownHosts: string
}

/** The line of known_hosts for a host. */
export const knownHostsLine = ({ address }: LabHost): string =>
  `${address} ${readFileSync(`${labDirectory()}/run/${address}.key.pub`, 'utf8').trim()}`

/** The command line of ssh up to the host's name, whose key it verifies. */
export const sshCommand = ({ key, knownHosts, port, user, address }: LabHost): string[] => [
  ...['ssh', '-i', key, '-p', `${port}`, '-o', `UserKnownHostsFile=${knownHosts}`, '-o', 'StrictHostKeyChecking=yes'],
  ...['-o', 'BatchMode=yes', '-o', 'IdentitiesOnly=yes', '-o', 'LogLevel=ERROR', `${user}@${address}`],
]
