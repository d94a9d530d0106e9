/** The lines of a `known_hosts` file. */
import { createHmac, randomBytes } from 'node:crypto'

/** A line that holds a key. */
interface HostKey {
  /** `@cert-authority` or `@revoked`. */
  readonly marker: string | undefined
  readonly hosts: string
  readonly type: string
  readonly key: string
}

/** The key on a line; `undefined` for comments and what can't be read. */
export const parseHostKey = (line: string): HostKey | undefined => {
  const words = line.trim().split(/\s+/)
  const marker = words[0]?.startsWith('@') ? words.shift() : undefined
  const [hosts, type, key] = words
  if (!hosts || hosts.startsWith('#') || type === undefined || key === undefined) return undefined
  return { marker, hosts, type, key }
}

/** Whether the hosts of a line mean this one: by name, by pattern or hashed. */
export const namesHost = (hosts: string, host: string): boolean => {
  const [, algorithm, salt, digest] = /^\|(1)\|([^|]+)\|(.+)$/.exec(hosts) ?? []
  if (algorithm !== undefined) return hashOf(host, Buffer.from(salt ?? '', 'base64')) === digest
  const patterns = hosts.toLowerCase().split(',')
  const matches = (pattern: string): boolean =>
    new RegExp(
      `^${pattern
        .replace(/[.+^$\x7b-\x7d()|[\]\\]/g, '\\$&')
        .replaceAll('*', '.*')
        .replaceAll('?', '.')}$`,
    ).test(host.toLowerCase())
  if (patterns.some((pattern) => pattern.startsWith('!') && matches(pattern.slice(1)))) return false
  return patterns.some(matches)
}

/** The line with its hosts hashed, so that nobody can read them from the file. */
export const hashHost = (host: string, line: string): string => {
  const words = line.trim().split(/\s+/)
  const salt = randomBytes(20)
  words[words[0]?.startsWith('@') ? 1 : 0] = `|1|${salt.toString('base64')}|${hashOf(host, salt)}`
  return words.join(' ')
}

const hashOf = (host: string, salt: Buffer): string => createHmac('sha1', salt).update(host).digest('base64')

export interface KnownHost {
  /** In lower case. */
  readonly host: string
  /** Without it, all keys of the host are meant. */
  readonly key: string | undefined
  readonly hash: boolean
  readonly state: 'absent' | 'present'
}

/** The text with the key of the host, or without it. The same text when nothing differs. */
export const editKnownHosts = (text: string, { host, key, hash, state }: KnownHost): string => {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n')
  const isOfHost = (line: string): boolean => {
    const parsed = parseHostKey(line)
    return parsed !== undefined && namesHost(parsed.hosts, host)
  }
  if (key === undefined) {
    const rest = lines.filter((line) => !isOfHost(line))
    return rest.length === lines.length ? text : join(rest)
  }
  const wanted = parseHostKey(key)
  const replaceable = () => lines.findIndex((line) => isOfHost(line) && isReplaceable(parseHostKey(line), wanted))
  if (state === 'absent') {
    const same = lines.findIndex((line) => isOfHost(line) && isSameKey(parseHostKey(line), wanted))
    // As where one is put in its place, another key of the type is taken for an older one.
    const gone = same < 0 ? replaceable() : same
    return gone < 0 ? text : join(lines.toSpliced(gone, 1))
  }
  const present = lines.findIndex((line) => isOfHost(line) && isSame(parseHostKey(line), wanted, hash))
  if (present >= 0) return text
  const other = replaceable()
  const rest = other < 0 ? lines : lines.toSpliced(other, 1)
  return join([...rest, ...(hash ? hashHost(host, key) : key.replace(/\n+$/, '')).split('\n')])
}

const join = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('')

/** A hashed line is as good as another hash of the same host; a plain line is not where hashes are wanted. */
const isSame = (present: HostKey | undefined, wanted: HostKey | undefined, hash: boolean): boolean => {
  if (!present || !wanted || !isSameKey(present, wanted)) return false
  const isHashed = present.hosts.startsWith('|1|')
  return isHashed === (hash || wanted.hosts.startsWith('|1|')) && (isHashed || present.hosts === wanted.hosts)
}

/** The same key, however its host is written. */
const isSameKey = (present: HostKey | undefined, wanted: HostKey | undefined): boolean =>
  present !== undefined &&
  wanted !== undefined &&
  present.marker === wanted.marker &&
  present.type === wanted.type &&
  present.key === wanted.key

const isReplaceable = (present: HostKey | undefined, wanted: HostKey | undefined): boolean =>
  present !== undefined && present.marker === undefined && present.type === wanted?.type
