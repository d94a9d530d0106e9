/** What `wait_for` looks at: each look is one exchange with the host. */
import { isIPv4, isIPv6 } from 'node:net'
import { lines, type ShellScript, sh } from '../../remote/sh.ts'
import type { Dict, Value } from '../../values.ts'
import type { ActionContext } from '../kit/action.ts'
import { ModuleFailure } from '../kit/change.ts'
import { expandedWord } from './expand.ts'

/** What was found; its groups where a regular expression matched. */
export interface Sighting {
  readonly groups?: readonly Value[]
  readonly named?: Dict
}

/** Looks once; `undefined` when it is not yet so. `seconds` are left. */
export type Probe = (
  context: Pick<ActionContext<unknown>, 'remote' | 'signal'>,
  seconds: number,
) => Promise<Sighting | undefined>

interface Port {
  readonly host: string
  readonly port: number
  readonly regex: string | undefined
  /** Seconds for one connection. */
  readonly timeout: number
}

interface Drain {
  readonly host: string
  readonly port: number | undefined
  readonly exclude_hosts: readonly string[] | undefined
  readonly active_connection_states: readonly string[]
}

export const probe = {
  pathGone:
    (path: string): Probe =>
    async (context) =>
      (await status(context, sh`[ -e ${expandedWord(path)} ]`)) === 0 ? undefined : {},

  path: ({ path, regex }: { readonly path: string; readonly regex: string | undefined }): Probe => {
    const word = expandedWord(path)
    if (regex === undefined)
      return async (context) => ((await status(context, sh`[ -e ${word} ]`)) === 0 ? {} : undefined)
    const compiled = compile(regex)
    return async ({ remote, signal }) => {
      const [answer] = await remote.exchange([{ script: sh`[ -e ${word} ] && cat < ${word}` }], { signal })
      return answer?.status === 0 ? search(compiled, answer.stdout) : undefined
    }
  },

  portOpen: (port: Port): Probe => {
    if (port.regex === undefined)
      return async (context, seconds) => ((await connects(context, port, seconds)) ? {} : undefined)
    const compiled = compile(port.regex)
    return async ({ remote, signal }, seconds) => {
      const [answer] = await remote.exchange([{ script: banner(port, seconds) }], { signal })
      return answer && search(compiled, answer.stdout) ? {} : undefined
    }
  },

  portClosed:
    (port: Port): Probe =>
    async (context, seconds) =>
      (await connects(context, port, seconds)) ? undefined : {},

  drained: (drain: Drain): Probe => {
    const script = lines(
      resolve([drain.host, ...(drain.exclude_hosts ?? [])]),
      sh`cat /proc/net/tcp /proc/net/tcp6 2>/dev/null`,
    )
    return async ({ remote, signal }) => {
      const [answer] = await remote.exchange([{ script }], { signal })
      return countConnections(answer?.stdout.toString() ?? '', drain) === 0 ? {} : undefined
    }
  },
}

const status = async ({ remote, signal }: Parameters<Probe>[0], script: ShellScript): Promise<number | undefined> =>
  (await remote.exchange([{ script }], { signal }))[0]?.status

const compile = (regex: string): RegExp => {
  try {
    return new RegExp(regex.replace(/\(\?P</g, '(?<'), 'm')
  } catch (error) {
    throw new ModuleFailure(`Invalid regular expression: ${(error as Error).message}`)
  }
}

/** Bytes are matched one by one, as Python matches them. */
const search = (regex: RegExp, bytes: Buffer): Sighting | undefined => {
  const match = regex.exec(bytes.toString('latin1'))
  if (!match) return undefined
  const text = (part: string | undefined): Value => (part === undefined ? null : Buffer.from(part, 'latin1').toString())
  const named: Dict = new Map(Object.entries(match.groups ?? {}).map(([name, part]) => [name, text(part)]))
  return { groups: match.slice(1).map(text), named }
}

const connects = async (context: Parameters<Probe>[0], port: Port, seconds: number): Promise<boolean> => {
  const code = await status(context, connect(port, Math.max(1, Math.min(port.timeout, seconds))))
  if (code === 90) throw new ModuleFailure('none of bash, nc, perl is there on the host to connect to a port with')
  return code === 0
}

/** Connects with whatever the host has; 90 when it has nothing for it. */
const connect = ({ host, port }: Port, seconds: number): ShellScript =>
  lines(
    sh`runbook_limit() { if command -v timeout >/dev/null; then timeout ${seconds} "$@"; else "$@"; fi; }`,
    sh`if command -v bash >/dev/null; then runbook_limit bash -c 'exec 3<>"/dev/tcp/$0/$1"' ${host} ${port} 2>/dev/null`,
    sh`elif command -v nc >/dev/null; then runbook_limit nc -z -w ${seconds} ${host} ${port} </dev/null >/dev/null 2>&1`,
    sh`elif command -v perl >/dev/null; then ${perl(sh`exit 0`, { host, port, seconds })}`,
    sh`else exit 90; fi`,
  )

/** Prints what the port sends until the time is over or 64 KiB have come. */
const banner = ({ host, port, timeout }: Port, seconds: number): ShellScript => {
  const limit = Math.max(1, Math.min(timeout, seconds))
  return lines(
    sh`if command -v bash >/dev/null && command -v timeout >/dev/null; then`,
    sh`timeout ${limit} bash -c 'exec 3<>"/dev/tcp/$0/$1" && head -c 65536 <&3' ${host} ${port} 2>/dev/null`,
    sh`else ${perl(sh`alarm ${limit}; $| = 1; print while sysread($s, $_, 1024)`, { host, port, seconds: limit })}; fi`,
  )
}

const perl = (
  then: ShellScript,
  { host, port, seconds }: { host: string; port: number; seconds: number },
): ShellScript => {
  const open = 'my $s = IO::Socket::IP->new(PeerAddr => $ARGV[0], PeerPort => $ARGV[1], Timeout => $ARGV[2]) or exit 1;'
  return sh`perl -MIO::Socket::IP -e ${`${open} ${then.text}`} ${host} ${port} ${seconds} </dev/null 2>/dev/null`
}

/** Prints `host NAME ADDRESS` for each address of each name. */
const resolve = (names: readonly string[]): ShellScript =>
  sh`for runbook_name in ${names}; do getent ahosts "$runbook_name" | while read -r address kind; do echo "host $runbook_name $address"; done; done`

const stateCodes: Readonly<Record<string, string>> = {
  ESTABLISHED: '01',
  SYN_SENT: '02',
  SYN_RECV: '03',
  FIN_WAIT1: '04',
  FIN_WAIT2: '05',
  TIME_WAIT: '06',
}

const countConnections = (text: string, drain: Drain): number => {
  const resolved = new Map<string, Set<string>>()
  for (const [, name, address] of text.matchAll(/^host (\S+) (\S+)$/gm)) {
    const set = resolved.get(name as string) ?? new Set()
    resolved.set(name as string, set)
    for (const hex of hexAddresses(address as string)) set.add(hex)
  }
  const local = new Set([...(resolved.get(drain.host) ?? hexAddresses(drain.host)), '0'.repeat(8), '0'.repeat(32)])
  const excluded = new Set(
    (drain.exclude_hosts ?? []).flatMap((name) => [...(resolved.get(name) ?? hexAddresses(name))]),
  )
  const states = new Set(drain.active_connection_states.map((state) => stateCodes[state]))
  const port = (drain.port ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return [...text.matchAll(/^\s*\d+: ([0-9A-F]+):([0-9A-F]{4}) ([0-9A-F]+):[0-9A-F]{4} ([0-9A-F]{2}) /gm)].filter(
    ([, from, at, to, state]) =>
      at === port && states.has(state as string) && local.has(from as string) && !excluded.has(to as string),
  ).length
}

/** An address as /proc/net/tcp and tcp6 write it: words of four bytes, lowest byte first. */
const hexAddresses = (address: string): string[] => {
  if (isIPv4(address)) {
    const hex = hexOf(address.split('.').map(Number).reverse())
    return [hex, `0000000000000000FFFF0000${hex}`]
  }
  return isIPv6(address) ? [hexOf(swapWords(ipv6Bytes(address)))] : []
}

const ipv6Bytes = (address: string): number[] => {
  const [head = '', tail] = address.split('::')
  const groups = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16))
  const front = groups(head)
  const back = tail === undefined ? [] : groups(tail)
  const zeros = new Array<number>(8 - front.length - back.length).fill(0)
  return [...front, ...zeros, ...back].flatMap((group) => [group >> 8, group & 255])
}

const swapWords = (bytes: readonly number[]): number[] => bytes.map((_, i) => bytes[(i & ~3) + (3 - (i & 3))] as number)

const hexOf = (bytes: readonly number[]): string =>
  bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join('')
