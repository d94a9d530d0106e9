import type { Effect } from '../remote/effect.ts'
import { type Query, query } from '../remote/query.ts'
import { type ShellScript, sh } from '../remote/sh.ts'
import { dict } from '../values.ts'
import { type Change, change, ModuleFailure } from './kit/change.ts'
import { defineModule } from './kit/module.ts'
import { bool, choice, str } from './kit/option.ts'
import { inOrder } from './shared/file-attributes.ts'
import { ruleOptions, ruleWords } from './shared/iptables-rule.ts'

interface Options {
  readonly table: string
  readonly chain: string | undefined
  readonly state: 'absent' | 'present'
  readonly action: 'append' | 'insert'
  readonly rule_num: string | undefined
  readonly ip_version: 'ipv4' | 'ipv6'
  readonly flush: boolean
  readonly policy: string | undefined
  readonly chain_management: boolean
}

/** Keeps one rule of the packet filter. */
export default defineModule({
  name: 'iptables',
  summary: 'Keep one rule of the packet filter, the policy of a chain, or empty chains.',
  options: {
    table: choice(['filter', 'nat', 'mangle', 'raw', 'security'], { default: 'filter', help: 'The table.' }),
    chain: str({ help: 'The chain.' }),
    state: choice(['absent', 'present'], { default: 'present', help: 'Whether the rule is to be there.' }),
    action: choice(['append', 'insert'], { default: 'append', help: 'Where a new rule goes.' }),
    rule_num: str({ help: 'The number to insert it at.' }),
    ip_version: choice(['ipv4', 'ipv6'], { default: 'ipv4', help: 'Which filter.' }),
    flush: bool({ default: false, help: 'Empty the chain, or all chains.' }),
    policy: choice(['ACCEPT', 'DROP', 'QUEUE', 'RETURN'], { help: 'What is done with packets that no rule matches.' }),
    chain_management: bool({ default: false, help: 'Make and remove the chain.' }),
    ...ruleOptions,
  },
  rules: {
    mutuallyExclusive: [
      ['set_dscp_mark', 'set_dscp_mark_class'],
      ['flush', 'policy'],
    ],
  },
  inspect: (options) => ({ chain: chainState(options, ruleWords(options)) }),
  *plan(options, { chain }): Iterable<Change> {
    if (!options.flush && options.chain === undefined)
      throw new ModuleFailure('Either chain or flush parameter must be specified.')
    yield* planChain(options, ruleWords(options), chain)
  },
  returns: ({ options }) =>
    dict({
      ip_version: options.ip_version,
      table: options.table,
      chain: options.chain ?? null,
      flush: options.flush,
      rule: ruleWords(options).join(' '),
      state: options.state,
      chain_management: options.chain_management,
    }),
})

interface ChainState {
  readonly chain: boolean
  readonly rule: boolean
  readonly policy: string | undefined
}

const program = ({ ip_version, table }: Options): ShellScript =>
  sh`${ip_version === 'ipv6' ? 'ip6tables' : 'iptables'} -t ${table}`

const chainState = (options: Options, words: readonly string[]): Query<ChainState> => {
  const { chain = '' } = options
  const name = JSON.stringify([options.ip_version, options.table, chain, words])
  return query<ChainState>({
    name: 'iptables',
    key: `iptables ${name}`,
    script: sh`${program(options)} -S ${chain} 2>/dev/null | head -n 1
${words.length === 0 ? sh`false` : sh`${program(options)} -C ${chain} ${words} >/dev/null 2>&1`} && echo rule; :`,
    parse: ({ stdout }) => {
      const output = stdout.toString()
      return {
        chain: /^-[NP] /m.test(output),
        rule: /^rule$/m.test(output),
        policy: /^-P \S+ (\S+)/m.exec(output)?.[1],
      }
    },
    overlay: (answer, effects) => {
      const planned = effects.findLast(
        (effect) => effect.kind === 'named' && effect.type === 'iptables' && effect.name === name,
      )
      return planned?.kind === 'named' ? { ...answer, chain: true, ...(planned.value as Partial<ChainState>) } : answer
    },
  })
}

function* planChain(options: Options, words: string[], state: ChainState): Iterable<Change> {
  const { chain = '' } = options
  const run = program(options)
  const made = (summary: string, command: ShellScript, value: Partial<ChainState>): Change =>
    change({ summary, commands: [command], effects: [effectOn(options, words, value)] })
  if (options.flush)
    return yield made(`flush ${chain || options.table}`, sh`${run} -F ${chain === '' ? [] : [chain]}`, { rule: false })
  if (options.policy !== undefined) {
    if (state.policy === undefined) throw new ModuleFailure("Can't detect current policy")
    if (state.policy !== options.policy)
      yield made(`set policy of ${chain}`, sh`${run} -P ${chain} ${options.policy}`, { policy: options.policy })
    return
  }
  if (options.state === 'absent' && words.length === 0) {
    if (state.chain)
      yield made(`delete chain ${chain}`, options.chain_management ? sh`${run} -X ${chain}` : sh`:`, { chain: false })
    return
  }
  if (state.rule === (options.state === 'present')) return
  yield options.state === 'absent'
    ? made(`delete rule of ${chain}`, sh`${run} -D ${chain} ${words}`, { rule: false })
    : made(`${options.action} rule of ${chain}`, addRule(options, words, state), { rule: true })
}

const effectOn = ({ ip_version, table, chain = '' }: Options, words: string[], value: Partial<ChainState>): Effect => ({
  kind: 'named',
  type: 'iptables',
  name: JSON.stringify([ip_version, table, chain, words]),
  value,
})

/** The rule, after its chain where that is missing and to be managed. */
const addRule = (options: Options, words: string[], state: ChainState): ShellScript => {
  const { chain = '' } = options
  const run = program(options)
  const create = !state.chain && options.chain_management ? [sh`${run} -N ${chain}`] : []
  const number = options.rule_num === undefined ? [] : [options.rule_num]
  const add = options.action === 'insert' ? sh`${run} -I ${chain} ${number} ${words}` : sh`${run} -A ${chain} ${words}`
  return inOrder([...create, add])
}
