import { type UfwAnswer, ufwState } from '../remote/queries/ufw-state.ts'
import { sh } from '../remote/sh.ts'
import { dict } from '../values.ts'
import { type Change, change, ModuleFailure } from './kit/change.ts'
import { ask, defineModule } from './kit/module.ts'
import { bool, choice, int, str } from './kit/option.ts'
import { ruleChanges, ruleWords, type UfwRule } from './shared/ufw-rule.ts'

interface Options extends UfwRule {
  readonly state: 'disabled' | 'enabled' | 'reloaded' | 'reset' | undefined
  readonly default: 'allow' | 'deny' | 'reject' | undefined
  readonly logging: string | undefined
}

/** Sets up the firewall with UFW. */
export default defineModule({
  name: 'ufw',
  collection: 'community.general',
  summary: 'Set up the firewall with UFW.',
  options: {
    state: choice(['enabled', 'disabled', 'reloaded', 'reset'], { help: 'What the firewall is to do.' }),
    default: choice(['allow', 'deny', 'reject'], { aliases: ['policy'], help: 'What becomes of all other traffic.' }),
    logging: choice(['full', 'high', 'low', 'medium', 'off', 'on'], { help: 'What is logged.' }),
    direction: choice(['in', 'incoming', 'out', 'outgoing', 'routed'], { help: 'The traffic that is meant.' }),
    delete: bool({ default: false, help: 'Take the rule away.' }),
    route: bool({ default: false, help: 'The rule is for traffic that is passed on.' }),
    insert: int({ help: 'The place of the rule.' }),
    insert_relative_to: choice(['zero', 'first-ipv4', 'last-ipv4', 'first-ipv6', 'last-ipv6'], {
      default: 'zero',
      help: 'Where the count of places starts.',
    }),
    rule: choice(['allow', 'deny', 'limit', 'reject'], { help: 'A rule to add.' }),
    interface: str({ aliases: ['if'], help: 'The interface, in the direction.' }),
    interface_in: str({ aliases: ['if_in'], help: 'The interface that traffic comes from.' }),
    interface_out: str({ aliases: ['if_out'], help: 'The interface that traffic goes to.' }),
    log: bool({ default: false, help: 'Log connections that match.' }),
    from_ip: str({ default: 'any', aliases: ['from', 'src'], help: 'Where it comes from.' }),
    from_port: str({ help: 'The port it comes from.' }),
    to_ip: str({ default: 'any', aliases: ['dest', 'to'], help: 'Where it goes.' }),
    to_port: str({ aliases: ['port'], help: 'The port it goes to.' }),
    proto: choice(['ah', 'any', 'esp', 'ipv6', 'tcp', 'udp', 'gre', 'igmp', 'vrrp'], {
      aliases: ['protocol'],
      help: 'The protocol.',
    }),
    name: str({ aliases: ['app'], help: 'A profile of an application.' }),
    comment: str({ help: 'A comment for the rule.' }),
  },
  rules: {
    mutuallyExclusive: [
      ['name', 'proto', 'logging'],
      ['direction', 'interface_in'],
      ['direction', 'interface_out'],
    ],
    requiredOneOf: [['state', 'default', 'rule', 'logging']],
    requiredBy: { interface: ['direction'] },
  },
  *inspect(options) {
    const plain = { ufw: ufwState() }
    if (options.rule === undefined) return plain
    check(options)
    const { ufw } = yield* ask(plain)
    return { ufw: ufwState(ruleWords(options, ufw)) }
  },
  plan(options, { ufw }): Change[] {
    if (!ufw.tool) throw new ModuleFailure('Failed to find required executable "ufw"')
    if (ufw.error !== undefined) throw new ModuleFailure(ufw.error, dict({ commands: commandsOf(options, ufw) }))
    check(options)
    return actsOf(options, ufw)
      .filter(({ needed }) => needed)
      .map(({ words, effect }) =>
        change({
          summary: `ufw ${words.join(' ')}`,
          commands: [sh`PATH=$PATH:/usr/sbin:/sbin LANG=C ufw ${words}`],
          effects: [{ kind: 'named', type: 'ufw', name: words.join(' '), value: effect }],
          diff: { before: '', after: `${words.join(' ')}\n`, before_header: 'ufw', after_header: 'ufw' },
          failure: ({ stdout, stderr }) =>
            new ModuleFailure(stderr.toString() || stdout.toString(), dict({ commands: commandsOf(options, ufw) })),
        }),
      )
  },
  returns: ({ options, before, after, changed, outputs }) => {
    const always = options.state === 'reloaded' || options.state === 'reset'
    const differs = before.ufw.status !== after.ufw.status || before.ufw.rules !== after.ufw.rules
    const told = outputs ? { changed: always || differs } : {}
    return dict({ changed, ...told, commands: commandsOf(options, before.ufw), msg: after.ufw.status.trimEnd() })
  },
})

const check = ({ direction, rule, route, interface_in, interface_out, ...options }: Options): void => {
  if (options.default && !['outgoing', 'incoming', 'routed', undefined].includes(direction)) {
    throw new ModuleFailure(
      'For default, direction must be one of "outgoing", "incoming" and "routed", or direction must not be specified.',
    )
  }
  if (rule && !['in', 'out', undefined].includes(direction)) {
    throw new ModuleFailure('For rules, direction must be one of "in" and "out", or direction must not be specified.')
  }
  if (rule && !route && interface_in && interface_out) {
    throw new ModuleFailure('Only route rules can combine interface_in and interface_out')
  }
}

interface Act {
  readonly words: readonly string[]
  readonly needed: boolean
  /** What the status will say, where that can be foreseen. */
  readonly effect: string | undefined
}

const actsOf = (options: Options, ufw: UfwAnswer): readonly Act[] => [
  ...(options.state ? [stateAct(options.state, ufw)] : []),
  ...(options.default ? [defaultAct(options, ufw)] : []),
  ...(options.rule ? [ruleAct(options, ufw)] : []),
  ...(options.logging ? [loggingAct(options.logging, ufw)] : []),
]

const verbs = { enabled: 'enable', disabled: 'disable', reloaded: 'reload', reset: 'reset' } as const

const stateAct = (state: keyof typeof verbs, { status }: UfwAnswer): Act => {
  const active = status.includes(' active')
  const needed = state === 'enabled' ? !active : state === 'disabled' ? active : true
  return { words: ['-f', verbs[state]], needed, effect: state === 'enabled' ? 'Status: active' : 'Status: inactive' }
}

/** Only a firewall that is active tells its defaults. */
const defaultAct = (options: Options, { status }: UfwAnswer): Act => {
  const policy = options.default as string
  const [, incoming, outgoing, routed] =
    /Default: (\w+) \(incoming\), (\w+) \(outgoing\), (\w+) \(routed\)/.exec(status) ?? []
  const present = { incoming, outgoing, routed }[(options.direction ?? 'incoming') as 'incoming']
  const words = ['default', policy, ...(options.direction ? [options.direction] : [])]
  return { words, needed: present !== policy && present !== 'disabled', effect: undefined }
}

const loggingAct = (wanted: string, { status }: UfwAnswer): Act => {
  const [found, now, level] = /Logging: (on|off)(?: \(([a-z]+)\))?/.exec(status) ?? []
  const differs = wanted === 'off' ? now !== 'off' : now === 'off' || (wanted !== 'on' && wanted !== level)
  return { words: ['logging', wanted], needed: found === undefined || differs, effect: undefined }
}

const ruleAct = (options: Options, ufw: UfwAnswer): Act => ({
  words: ruleWords(options, ufw),
  needed: ruleChanges(options, ufw),
  effect: undefined,
})

const commandsOf = (options: Options, ufw: UfwAnswer): string[] => [
  'ufw status verbose',
  ...actsOf(options, ufw).map(({ words }) => `ufw ${words.join(' ')}`),
]
