/** Deciding whether a host's key is the one that is known for it. */
import type { SshSettings } from './connection.ts'
import { addKnownKey, findKnownKeys, fingerprint, type KnownKey, keyType, knownHostsName } from './known-hosts.ts'

/** What is known of one host's keys before it is connected to. */
export interface HostKeyCheck {
  /** Signature algorithms for the key exchange, those of the known keys first; `undefined` where none is known. */
  readonly algorithms: readonly string[] | undefined
  /** `undefined` when the key may be trusted (noting it where the settings ask for that), else why not. */
  refuse(key: Buffer): Promise<string | undefined>
}

/** Reads what the settings' known_hosts files hold for the host. */
export const hostKeyCheck = async (settings: SshSettings): Promise<HostKeyCheck> => {
  const name = settings.hostKeyAlias ?? knownHostsName(settings.host, settings.port)
  const known = await findKnownKeys(settings.knownHostsFiles, name)
  return {
    algorithms: preferred(known.filter((key) => !key.revoked)),
    refuse: (key) => refuse(key, { known, name, settings }),
  }
}

interface Context {
  readonly known: readonly KnownKey[]
  readonly name: string
  readonly settings: SshSettings
}

const refuse = async (key: Buffer, { known, name, settings }: Context): Promise<string | undefined> => {
  const revoked = known.find((entry) => entry.revoked && entry.blob.equals(key))
  if (revoked)
    return `Host key verification failed: the key of ${name} (${describe(key)}) is revoked in ${place(revoked)}`
  if (settings.hostKeyChecking === 'no') return undefined
  const valid = known.filter((entry) => !entry.revoked)
  if (valid.some((entry) => entry.blob.equals(key))) return undefined
  const sameType = valid.find((entry) => entry.type === keyType(key)) ?? valid[0]
  if (sameType) return changed(name, key, sameType)
  if (settings.hostKeyChecking === 'accept-new') return note(name, key, settings.knownHostsFiles[0])
  return (
    `Host key verification failed: the key of ${name} is not known (it showed ${describe(key)}); ` +
    `if that is right, add it to ${settings.knownHostsFiles[0] ?? 'known_hosts'}, for instance with ssh-keyscan`
  )
}

const changed = (name: string, key: Buffer, known: KnownKey): string =>
  `Host key verification failed: the key of ${name} has changed. It showed ${describe(key)}, ` +
  `but ${place(known)} holds ${describe(known.blob)}. Somebody may be listening in, or the host was set up anew; ` +
  'in that case remove that line'

const note = async (name: string, key: Buffer, file: string | undefined): Promise<string | undefined> => {
  if (file === undefined || file === '/dev/null') return undefined
  try {
    await addKnownKey(file, name, key)
    return undefined
  } catch (error) {
    return `Host key verification failed: the new key of ${name} can't be noted: ${(error as Error).message}`
  }
}

const describe = (blob: Buffer): string => `${keyType(blob)} ${fingerprint(blob)}`
const place = (key: KnownKey): string => `${key.file}:${key.line}`

const all = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
  'ssh-rsa',
] as const

const preferred = (known: readonly KnownKey[]): readonly string[] | undefined => {
  if (known.length === 0) return undefined
  const types = new Set(known.map((key) => key.type))
  const isKnown = (algorithm: string) => types.has(algorithm.startsWith('rsa-') ? 'ssh-rsa' : algorithm)
  return [...all.filter(isKnown), ...all.filter((algorithm) => !isKnown(algorithm))]
}
