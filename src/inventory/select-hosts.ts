import { UserError } from '../errors.ts'
import { fnmatchRegExp } from '../util/fnmatch.ts'
import { compileRegex, RegexError } from '../util/regex.ts'
import { findHost, type Host, hostsOf, type Inventory, localNames } from './inventory.ts'
import { splitPatterns } from './split-patterns.ts'

/** What narrows a selection of hosts. */
export interface Selection {
  /** The patterns of `--limit`, as `readLimit` gives them. */
  readonly limit?: readonly string[] | undefined
  /** What happens when a pattern matches nothing; a warning unless told. */
  readonly mismatch?: 'warning' | 'error' | 'ignore' | undefined
}

/**
 * The hosts of a pattern such as `web:&prod:!web1`, `~db\d+` or `web[0:2]`, in order. First come the plain parts, then
 * what `&` leaves, then what `!` leaves.
 */
export const selectHosts = (
  inventory: Inventory,
  pattern: string | readonly string[],
  { limit, mismatch = 'warning' }: Selection = {},
): Host[] => {
  const hosts = evaluate(inventory, splitPatterns(pattern), mismatch)
  if (!limit) return hosts
  const allowed = new Set(evaluate(inventory, limit, mismatch))
  return hosts.filter((host) => allowed.has(host))
}

const evaluate = (
  inventory: Inventory,
  patterns: readonly string[],
  mismatch: NonNullable<Selection['mismatch']>,
): Host[] => {
  let hosts = new Set<Host>()
  for (const pattern of inOrder(patterns)) {
    const exact = inventory.hosts.get(pattern)
    if (exact) {
      hosts.add(exact)
      continue
    }
    const matched = new Set(matchOne(inventory, pattern.replace(/^[&!]/, ''), mismatch))
    if (pattern.startsWith('!')) hosts = new Set([...hosts].filter((host) => !matched.has(host)))
    else if (pattern.startsWith('&')) hosts = new Set([...hosts].filter((host) => matched.has(host)))
    else for (const host of matched) hosts.add(host)
  }
  return [...hosts]
}

/** Plain patterns first, then intersections, then exclusions; all hosts where none is plain. */
const inOrder = (patterns: readonly string[]): string[] => {
  const starting = (sign: string): string[] => patterns.filter((pattern) => pattern.startsWith(sign))
  const plain = patterns.filter((pattern) => pattern !== '' && !/^[&!]/.test(pattern))
  return [...(plain.length > 0 ? plain : ['all']), ...starting('&'), ...starting('!')]
}

const subscripted = /^(.+)\[(?:(-?[0-9]+)|([0-9]+)([:-])([0-9]*))\]$/s

const matchOne = (inventory: Inventory, pattern: string, mismatch: NonNullable<Selection['mismatch']>): Host[] => {
  if (pattern === '') return []
  const match = pattern.startsWith('~') ? null : subscripted.exec(pattern)
  if (match?.[4] === '-') inventory.rules.warn('Use [x:y] inclusive subscripts instead of [x-y] which has been removed')
  const hosts = enumerate(inventory, match ? match[1]! : pattern, mismatch)
  if (!match || hosts.length === 0) return hosts
  return match[2] === undefined ? range(hosts, match[3]!, match[5]!) : [item(hosts, Number(match[2]), pattern)]
}

/** Both ends are included; an end that is absent or 0 is the last host. */
const range = (hosts: readonly Host[], start: string, end: string): Host[] =>
  Number(end || 1) === 0
    ? [item(hosts, Number(start), `[${start}:${end}]`)]
    : hosts.slice(Number(start), end === '' ? undefined : Number(end) + 1)

const item = (hosts: readonly Host[], index: number, pattern: string): Host => {
  const host = hosts.at(index)
  if (!host) throw new UserError({ message: `No hosts matched the subscripted pattern '${pattern}'` }, 1)
  return host
}

const enumerate = (inventory: Inventory, pattern: string, mismatch: NonNullable<Selection['mismatch']>): Host[] => {
  const matches = matcher(pattern)
  const groups = [...inventory.groups.values()].filter(({ name }) => matches(name))
  const hosts = groups.flatMap(hostsOf)
  if (groups.length === 0 || pattern.startsWith('~') || /[.?*[]/.test(pattern)) {
    for (const host of inventory.hosts.values()) if (matches(host.name)) hosts.push(host)
  }
  if (hosts.length === 0 && localNames.has(pattern)) return [findHost(inventory, pattern)!]
  if (hosts.length === 0 && groups.length === 0 && pattern !== 'all') tellOfMismatch(inventory, pattern, mismatch)
  return [...new Set(hosts)]
}

const tellOfMismatch = (inventory: Inventory, pattern: string, mismatch: Selection['mismatch']): void => {
  const message = `Could not match supplied host pattern, ignoring: ${pattern}`
  if (mismatch === 'error') throw new UserError({ message }, 1)
  if (mismatch === 'warning') inventory.rules.warn(message)
}

const matcher = (pattern: string): ((name: string) => boolean) => {
  if (!pattern.startsWith('~')) {
    const glob = fnmatchRegExp(pattern)
    return (name) => glob.test(name)
  }
  try {
    const regex = compileRegex(pattern.slice(1))
    return (name) => regex.match(name) !== undefined
  } catch (error) {
    if (!(error instanceof RegexError)) throw error
    throw new UserError({ message: `Invalid host list pattern: ${pattern}` }, 1)
  }
}
