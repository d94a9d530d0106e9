/** Reading and extending OpenSSH's known_hosts files (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"). */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { appendFile, mkdir, readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** A key that a known_hosts file holds for a host. */
export interface KnownKey {
  /** `ssh-ed25519`. */
  readonly type: string
  /** The key as it travels on the wire. */
  readonly blob: Buffer
  /** It must never be accepted (`@revoked`). */
  readonly revoked: boolean
  readonly file: string
  /** Counts from 1. */
  readonly line: number
}

interface Entry extends KnownKey {
  readonly patterns: string
}

/** The name under which a host stands in known_hosts: `host`, or `[host]:port` for another port than 22. */
export const knownHostsName = (host: string, port: number): string =>
  port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`

/** All keys that the files hold for a host, in the files' order. Missing files hold none. */
export const findKnownKeys = async (files: readonly string[], name: string): Promise<KnownKey[]> => {
  const parsed = await Promise.all(files.map(readEntries))
  return parsed.flat().filter((entry) => matches(entry.patterns, name))
}

/** Adds a host's key to a file, making the file (0600) and its directory (0700) where they are missing. */
export const addKnownKey = async (file: string, name: string, blob: Buffer): Promise<void> => {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const text = await readFile(file, 'utf8').catch(() => '')
  const newline = text === '' || text.endsWith('\n') ? '' : '\n'
  await appendFile(file, `${newline}${name} ${keyType(blob)} ${blob.toString('base64')}\n`, { mode: 0o600 })
}

/** The type that a key's wire form names: `ssh-ed25519`. */
export const keyType = (blob: Buffer): string => blob.toString('latin1', 4, 4 + blob.readUInt32BE(0))

/** A key's fingerprint as OpenSSH shows it: `SHA256:…`. */
export const fingerprint = (blob: Buffer): string =>
  `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`

const cache = new Map<string, { readonly stamp: string; readonly entries: readonly Entry[] }>()

const readEntries = async (file: string): Promise<readonly Entry[]> => {
  const found = await stat(file).catch(() => undefined)
  if (!found?.isFile()) return []
  const stamp = `${found.mtimeMs} ${found.size} ${found.ino}`
  const cached = cache.get(file)
  if (cached?.stamp === stamp) return cached.entries
  const text = await readFile(file, 'utf8').catch(() => '')
  const entries = parseKnownHosts(text, file)
  cache.set(file, { stamp, entries })
  return entries
}

/** The host keys in a known_hosts text; comments, certificate authorities and lines that can't be read are passed over. */
export const parseKnownHosts = (text: string, file: string): Entry[] =>
  text.split('\n').flatMap((line, index) => parseLine(line.trim(), file, index + 1))

const parseLine = (text: string, file: string, line: number): Entry[] => {
  if (text === '' || text.startsWith('#')) return []
  const words = text.split(/\s+/)
  const marker = words[0]?.startsWith('@') ? words.shift() : undefined
  if (marker !== undefined && marker !== '@revoked') return []
  const [patterns, type, key] = words
  if (patterns === undefined || type === undefined || key === undefined) return []
  const blob = Buffer.from(key, 'base64')
  if (blob.length < 5 || blob.readUInt32BE(0) > blob.length - 4 || keyType(blob) !== type) return []
  return [{ patterns, type, blob, revoked: marker === '@revoked', file, line }]
}

const matches = (patterns: string, name: string): boolean => {
  if (patterns.startsWith('|1|')) return matchesHash(patterns, name)
  let found = false
  for (const pattern of patterns.toLowerCase().split(',')) {
    const negated = pattern.startsWith('!')
    if (!matchesPattern(negated ? pattern.slice(1) : pattern, name)) continue
    if (negated) return false
    found = true
  }
  return found
}

const matchesPattern = (pattern: string, name: string): boolean => {
  if (!/[*?]/.test(pattern)) return pattern === name
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${expression}$`).test(name)
}

const matchesHash = (pattern: string, name: string): boolean => {
  const [, , salt, hash] = pattern.split('|')
  if (salt === undefined || hash === undefined) return false
  const wanted = Buffer.from(hash, 'base64')
  const found = createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest()
  return wanted.length === found.length && timingSafeEqual(wanted, found)
}
