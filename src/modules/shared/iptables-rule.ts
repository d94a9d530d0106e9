/** The options of `iptables` as words of a rule. */
import { bool, choice, dictionary, list, str } from '../kit/option.ts'

/** How an option becomes words. */
type Kind = 'value' | 'list' | 'csv'

/** The options that become words of a rule, in the order they stand there; `match` is a module they need. */
const parts: readonly (readonly [option: string, flag: string, kind: Kind])[] = [
  ['protocol', '-p', 'value'],
  ['source', '-s', 'value'],
  ['destination', '-d', 'value'],
  ['match', '-m', 'list'],
  ['tcp_flags', '--tcp-flags', 'value'],
  ['jump', '-j', 'value'],
  ['gateway', '--gateway', 'value'],
  ['log_prefix', '--log-prefix', 'value'],
  ['log_level', '--log-level', 'value'],
  ['to_destination', '--to-destination', 'value'],
  ['destination_ports', '--dports', 'csv'],
  ['to_source', '--to-source', 'value'],
  ['goto', '-g', 'value'],
  ['in_interface', '-i', 'value'],
  ['out_interface', '-o', 'value'],
  ['fragment', '-f', 'value'],
  ['set_counters', '-c', 'value'],
  ['source_port', '--source-port', 'value'],
  ['destination_port', '--destination-port', 'value'],
  ['to_ports', '--to-ports', 'value'],
  ['set_dscp_mark', '--set-dscp', 'value'],
  ['set_dscp_mark_class', '--set-dscp-class', 'value'],
  ['syn', '--syn', 'value'],
  ['ctstate', '--ctstate', 'csv'],
  ['src_range', '--src-range', 'value'],
  ['dst_range', '--dst-range', 'value'],
  ['match_set', '--match-set', 'value'],
  ['limit', '--limit', 'value'],
  ['limit_burst', '--limit-burst', 'value'],
  ['uid_owner', '--uid-owner', 'value'],
  ['gid_owner', '--gid-owner', 'value'],
  ['reject_with', '--reject-with', 'value'],
  ['icmp_type', '--icmp-type', 'value'],
  ['comment', '--comment', 'value'],
]

/** A matching module that an option brings along unless `match` names it. */
const modules: Readonly<Record<string, string>> = {
  destination_ports: 'multiport',
  ctstate: 'conntrack',
  src_range: 'iprange',
  dst_range: 'iprange',
  match_set: 'set',
  limit: 'limit',
  limit_burst: 'limit',
  uid_owner: 'owner',
  gid_owner: 'owner',
  comment: 'comment',
}

const text = (help: string) => str({ help })

/** The options that describe a rule. */
export const ruleOptions = {
  protocol: text('The protocol: tcp, udp, icmp, ….'),
  source: text('Where packets come from.'),
  destination: text('Where packets go.'),
  match: list(str(), { default: [], help: 'Modules that match.' }),
  tcp_flags: dictionary({ help: 'TCP flags: `flags` to look at, and `flags_set`.' }),
  jump: text('What is done with packets that match.'),
  gateway: text('The address that TEE copies to.'),
  log_prefix: text('What starts a line of the log.'),
  log_level: text('How important lines of the log are.'),
  to_destination: text('The new destination, for DNAT.'),
  destination_ports: list(str(), { default: [], help: 'Ports packets go to.' }),
  to_source: text('The new source, for SNAT.'),
  goto: text('The chain to go on in.'),
  in_interface: text('Where packets come in.'),
  out_interface: text('Where packets go out.'),
  fragment: text('Whether fragments match.'),
  set_counters: text('Packet and byte counters to start with.'),
  source_port: text('The port packets come from.'),
  destination_port: text('The port packets go to.'),
  to_ports: text('The new ports.'),
  set_dscp_mark: text('The DSCP mark to set.'),
  set_dscp_mark_class: text('The DSCP class to set.'),
  syn: choice(['ignore', 'match', 'negate'], { default: 'ignore', help: 'Packets that open a connection.' }),
  ctstate: list(str(), { default: [], help: 'States of connections.' }),
  src_range: text('A range of sources.'),
  dst_range: text('A range of destinations.'),
  match_set: text('A set of addresses.'),
  match_set_flags: text('What of a packet is looked up in the set.'),
  limit: text('How often it may match.'),
  limit_burst: text('How often it may match before that counts.'),
  uid_owner: text("The user of a packet's process."),
  gid_owner: text("The group of a packet's process."),
  reject_with: text('What REJECT answers.'),
  icmp_type: text('The ICMP type.'),
  comment: text('A comment.'),
  wait: text('Seconds to wait for another iptables.'),
  numeric: bool({ default: false, help: 'Accepted.' }),
}

export type RuleOptions = Readonly<Record<string, unknown>>

/** The words of a rule; empty when no option of it is given. */
export const ruleWords = (options: RuleOptions): string[] => {
  const given = withDefaults(options)
  const words = given.wait === undefined ? [] : ['-w', String(given.wait)]
  const loaded = new Set((given.match as readonly string[] | undefined) ?? [])
  for (const [name, flag, kind] of parts) {
    const value = given[name]
    if (value === undefined || (Array.isArray(value) && value.length === 0)) continue
    const module = modules[name]
    const hasOwn = module !== undefined && (loaded.has(module) || (name === 'ctstate' && loaded.has('state')))
    if (module !== undefined && !hasOwn) words.push('-m', module)
    if (module !== undefined) loaded.add(module)
    words.push(...partWords(name, { flag, kind, value, given, loaded }))
  }
  return words
}

const withDefaults = (options: RuleOptions): RuleOptions => {
  const logs = options.log_prefix !== undefined || options.log_level !== undefined
  const jump = options.jump ?? (logs ? 'LOG' : undefined)
  return { ...options, jump: jump ?? (options.reject_with === undefined ? undefined : 'REJECT') }
}

interface Part {
  readonly flag: string
  readonly kind: Kind
  readonly value: unknown
  readonly given: RuleOptions
  readonly loaded: ReadonlySet<string>
}

const partWords = (name: string, { flag, kind, value, given, loaded }: Part): string[] => {
  if (name === 'syn') return value === 'match' ? [flag] : value === 'negate' ? ['!', flag] : []
  if (name === 'tcp_flags') return [flag, ...flagWords(value as ReadonlyMap<string, unknown>)]
  if (name === 'gateway' && String(given.jump).toLowerCase() !== 'tee') return []
  if (name === 'match_set')
    return [
      ...negatable(flag, String(value)),
      ...(given.match_set_flags === undefined ? [] : [String(given.match_set_flags)]),
    ]
  if (name === 'ctstate' && loaded.has('state')) return ['--state', (value as readonly string[]).join(',')]
  if (name === 'icmp_type') return negatable(given.ip_version === 'ipv6' ? '--icmpv6-type' : flag, String(value))
  if (kind === 'csv') return [flag, (value as readonly string[]).join(',')]
  if (kind === 'list') return (value as readonly string[]).flatMap((item) => negatable(flag, item))
  return negatable(flag, String(value))
}

const flagWords = (flags: ReadonlyMap<string, unknown>): string[] =>
  ['flags', 'flags_set'].map((key) => ((flags.get(key) as readonly string[] | undefined) ?? []).join(','))

/** A value that starts with `!` is what must not be. */
const negatable = (flag: string, value: string): string[] =>
  value.startsWith('!') ? ['!', flag, value.slice(1).trim()] : [flag, value]
