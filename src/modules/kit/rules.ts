/** What must hold between the options of a task. */
import type { Value } from '../../values.ts'
import type { OptionTable, Rules } from './option.ts'

type Given = ReadonlyMap<string, Value>

/** Ansible's message for the first rule that does not hold; `undefined` when all do. */
export const brokenRule = (table: OptionTable, rules: Rules, given: Given): string | undefined =>
  brokenExclusion(rules, given) ??
  missingRequired(table, rules, given) ??
  missingTogether(rules, given) ??
  missingOneOf(table, rules, given) ??
  missingIf(table, rules, given) ??
  missingBy(rules, given)

const has = (given: Given, name: string): boolean => given.has(name) && given.get(name) !== null

const brokenExclusion = ({ mutuallyExclusive = [] }: Rules, given: Given): string | undefined => {
  const broken = mutuallyExclusive.filter((names) => names.filter((name) => has(given, name)).length > 1)
  if (broken.length === 0) return undefined
  return `parameters are mutually exclusive: ${broken.map((names) => names.join('|')).join(', ')}`
}

const missingRequired = (table: OptionTable, { missing: words }: Rules, given: Given): string | undefined => {
  const missing = Object.keys(table).filter((name) => table[name]?.required && !given.has(name))
  return missing.length > 0 ? (words ?? `missing required arguments: ${missing.sort().join(', ')}`) : undefined
}

const missingTogether = ({ requiredTogether = [] }: Rules, given: Given): string | undefined => {
  const broken = requiredTogether.find((names) => {
    const count = names.filter((name) => has(given, name)).length
    return count > 0 && count < names.length
  })
  return broken && `parameters are required together: ${broken.join(', ')}`
}

/** An option that has a default is there. */
const missingOneOf = (table: OptionTable, { requiredOneOf = [] }: Rules, given: Given): string | undefined => {
  const isThere = (name: string): boolean => has(given, name) || (table[name]?.default ?? null) !== null
  const broken = requiredOneOf.find((names) => !names.some(isThere))
  return broken && `one of the following is required: ${broken.join(', ')}`
}

const missingIf = (table: OptionTable, { requiredIf = [] }: Rules, given: Given): string | undefined => {
  for (const rule of requiredIf) {
    const value = given.get(rule.option) ?? table[rule.option]?.default
    if (String(value) !== String(rule.is)) continue
    const missing = rule.needs.filter((name) => !has(given, name))
    if (missing.length === 0 || (rule.any && missing.length < rule.needs.length)) continue
    const which = rule.any ? 'any' : 'all'
    const shown = typeof rule.is === 'boolean' ? (rule.is ? 'True' : 'False') : rule.is
    return `${rule.option} is ${shown} but ${which} of the following are missing: ${missing.join(', ')}`
  }
  return undefined
}

const missingBy = ({ requiredBy = {} }: Rules, given: Given): string | undefined => {
  for (const [name, needed] of Object.entries(requiredBy)) {
    const missing = has(given, name) ? needed.filter((other) => !has(given, other)) : []
    if (missing.length > 0) return `missing parameter(s) required by '${name}': ${missing.join(', ')}`
  }
  return undefined
}
