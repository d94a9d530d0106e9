/** Rules of UFW: the words that make one, and whether it would change anything. */
import type { UfwAnswer } from '../../remote/queries/ufw-state.ts'

export interface UfwRule {
  readonly direction: string | undefined
  readonly delete: boolean
  readonly route: boolean
  readonly insert: number | undefined
  readonly insert_relative_to: 'first-ipv4' | 'first-ipv6' | 'last-ipv4' | 'last-ipv6' | 'zero'
  readonly rule: string | undefined
  readonly interface: string | undefined
  readonly interface_in: string | undefined
  readonly interface_out: string | undefined
  readonly log: boolean
  readonly from_ip: string
  readonly from_port: string | undefined
  readonly to_ip: string
  readonly to_port: string | undefined
  readonly proto: string | undefined
  readonly name: string | undefined
  readonly comment: string | undefined
}

/** What `ufw` is told, in its long format. */
export const ruleWords = (rule: UfwRule, ufw: Pick<UfwAnswer, 'numbered'>): readonly string[] => {
  const place = insertPosition(rule, ufw)
  const named = (words: readonly string[], value: string | undefined): readonly string[] =>
    value ? [...words, value] : []
  return [
    ...(rule.route ? ['route'] : []),
    ...(rule.delete ? ['delete'] : []),
    ...(place === undefined ? [] : ['insert', String(place)]),
    rule.rule ?? '',
    ...named([], rule.direction),
    ...named(['on'], rule.interface),
    ...named(['in', 'on'], rule.interface_in),
    ...named(['out', 'on'], rule.interface_out),
    ...(rule.log ? ['log'] : []),
    ...named(['from'], rule.from_ip),
    ...named(['port'], rule.from_port),
    ...named(['to'], rule.to_ip),
    ...named(['port'], rule.to_port),
    ...named(['proto'], rule.proto),
    ...named(['app'], rule.name),
    ...named(['comment'], rule.comment),
  ]
}

/** The number of the rule; none where it goes behind all others, as UFW takes no number beyond the last. */
const insertPosition = (rule: UfwRule, { numbered }: Pick<UfwAnswer, 'numbered'>): number | undefined => {
  if (rule.insert === undefined || rule.delete) return undefined
  if (rule.insert_relative_to === 'zero') return rule.insert
  const lines = [...numbered.matchAll(/^\[ *(\d+)\] (.*)$/gm)]
  const numbers = lines.map(([, number]) => Number(number))
  const ofFour = lines.filter(([, , text]) => !text?.includes('(v6)')).map(([, number]) => Number(number))
  const last = Math.max(0, ...numbers)
  const starts = {
    'first-ipv4': 1,
    'last-ipv4': ofFour.length > 0 ? Math.max(...ofFour) : 1,
    'first-ipv6': ofFour.length > 0 ? Math.max(...ofFour) + 1 : 1,
    'last-ipv6': numbers.length > ofFour.length ? last : last + 1,
  }
  const place = rule.insert + starts[rule.insert_relative_to]
  return place > last ? undefined : place
}

/** Compares what UFW says it would write with what is written; it shows only the rules of one version of IP where that is told. */
export const ruleChanges = (rule: UfwRule, { rules, trial, planned }: UfwAnswer): boolean => {
  if (planned) return false
  const said = trial.split('\n').filter(Boolean)
  if (said.length > 0 && said.every((line) => line.includes('Skipping'))) return false
  const kept = (text: string): string => {
    const lines = text.split('\n').filter((line) => line.startsWith('### tuple'))
    if (isFour(rule.from_ip) || isFour(rule.to_ip)) return lines.filter(hasFour).join('\n')
    if (isSix(rule.from_ip) || isSix(rule.to_ip)) return lines.filter(hasSix).join('\n')
    return lines.join('\n')
  }
  return kept(rules) !== kept(trial)
}

const isFour = (address: string): boolean => /^(\d{1,3}\.){3}\d{1,3}/.test(address)
const isSix = (address: string): boolean => /^[0-9a-f:]*:[0-9a-f:]*/i.test(address)
const hasFour = (line: string): boolean => /(\d{1,3}\.){3}\d{1,3}/.test(line)
const hasSix = (line: string): boolean => /[0-9a-f]*::|([0-9a-f]{1,4}:){3}/i.test(line)
