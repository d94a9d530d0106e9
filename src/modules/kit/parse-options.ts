/** From what a task says to what a module receives: names, types, choices, defaults and the rules between options. */
import { type Dict, isDict, type Value } from '../../values.ts'
import { ModuleFailure } from './change.ts'
import { CoercionError, coerce, pythonType } from './coerce.ts'
import type { Declaration } from './module.ts'
import type { Option, OptionTable } from './option.ts'
import { brokenRule } from './rules.ts'

/** The options as the module receives them, and those it does not declare where it takes any. */
export interface ParsedOptions {
  readonly options: Readonly<Record<string, unknown>>
  readonly extra: Dict
}

/**
 * Checks and converts the options of a task. Throws a {@link ModuleFailure} with Ansible's message for the first thing
 * that is wrong.
 */
export const parseOptions = (declaration: Declaration<OptionTable>, args: Dict): ParsedOptions => {
  const table = declaration.options
  const { given, extra } = sortOut(table, args)
  if (extra.size > 0 && !declaration.anyOption) throw unsupported(declaration, [...extra.keys()].map(String))
  const broken = brokenRule(table, declaration.rules ?? {}, given)
  if (broken) throw new ModuleFailure(broken)
  return { options: parseTable(table, given, ''), extra }
}

/** The declared name of an option as written: its own or that of the option it is an alias of. */
export const declaredName = (table: OptionTable, written: string): string | undefined =>
  Object.hasOwn(table, written) ? written : aliasesOf(table).get(written)

const aliasTables = new WeakMap<OptionTable, ReadonlyMap<string, string>>()

const aliasesOf = (table: OptionTable): ReadonlyMap<string, string> => {
  const known = aliasTables.get(table)
  if (known) return known
  const pairs = Object.entries(table).flatMap(([name, option]) => option.aliases.map((alias) => [alias, name] as const))
  const aliases = new Map(pairs)
  aliasTables.set(table, aliases)
  return aliases
}

const sortOut = (table: OptionTable, args: Dict): { given: Map<string, Value>; extra: Dict } => {
  const given = new Map<string, Value>()
  const extra: Dict = new Map()
  for (const [key, value] of args) {
    const name = declaredName(table, String(key))
    if (name === undefined) extra.set(key, value)
    else if (!given.has(name) || Object.hasOwn(table, String(key))) given.set(name, value)
  }
  return { given, extra }
}

const parseTable = (table: OptionTable, given: ReadonlyMap<string, Value>, within: string): Record<string, unknown> => {
  const parsed: Record<string, unknown> = {}
  for (const [name, option] of Object.entries(table)) {
    const value = given.get(name) ?? option.default
    if (value !== undefined && value !== null) parsed[name] = parseValue(name, option, { value, within })
  }
  return parsed
}

interface Place {
  readonly value: Value
  /** Where the option stands: empty, or ` found in 'networks -> aliases'`. */
  readonly within: string
}

const parseValue = (name: string, option: Option<unknown>, place: Place): unknown => {
  const value = converted(name, option, place)
  checkChoice(name, option, value, place.within)
  if (option.elements && Array.isArray(value))
    return parseElements(name, option.elements, { value, within: place.within })
  if (option.options && isDict(value as Value)) return parseRecord(name, option.options, value as Dict)
  return value
}

const converted = (name: string, option: Option<unknown>, { value, within }: Place): unknown => {
  try {
    return coerce(option.type, value)
  } catch (error) {
    if (!(error instanceof CoercionError)) throw error
    const type = `is of type <class '${pythonType(value)}'> and we were unable to convert to ${option.type}`
    throw new ModuleFailure(`argument '${name}' ${type}: ${error.message}${within}`)
  }
}

const parseElements = (name: string, elements: Option<unknown>, place: Place): unknown[] =>
  (place.value as Value[]).map((item) => {
    const value = convertedElement(name, elements, item)
    checkChoice(name, elements, value, place.within)
    return elements.options && isDict(value as Value) ? parseRecord(name, elements.options, value as Dict) : value
  })

const convertedElement = (name: string, elements: Option<unknown>, item: Value): unknown => {
  try {
    return coerce(elements.type, item)
  } catch (error) {
    if (!(error instanceof CoercionError)) throw error
    const type = `Elements value for option '${name}' is of type <class '${pythonType(item)}'>`
    throw new ModuleFailure(`${type} and we were unable to convert to ${elements.type}: ${error.message}`)
  }
}

const parseRecord = (name: string, table: OptionTable, value: Dict): Record<string, unknown> => {
  const { given, extra } = sortOut(table, value)
  const unknown = [...extra.keys()].map((key) => `${name}.${String(key)}`)
  if (unknown.length > 0) throw new ModuleFailure(`Unsupported parameters for module: ${unknown.join(', ')}.`)
  const missing = Object.keys(table).filter((key) => table[key]?.required && !given.has(key))
  if (missing.length > 0) throw new ModuleFailure(`missing required arguments: ${missing.join(', ')} found in ${name}`)
  return parseTable(table, given, ` found in '${name}'`)
}

const checkChoice = (name: string, option: Option<unknown>, value: unknown, within: string): void => {
  if (!option.choices || value === undefined) return
  const values = Array.isArray(value) ? value : [value]
  const wrong = values.filter((item) => !(option.choices as unknown[]).includes(item))
  if (wrong.length === 0) return
  const choices = option.choices.join(', ')
  throw new ModuleFailure(
    Array.isArray(value)
      ? `value of ${name} must be one or more of: ${choices}. Got no match for: ${wrong.join(', ')}${within}`
      : `value of ${name} must be one of: ${choices}, got: ${String(value)}${within}`,
  )
}

const unsupported = (declaration: Declaration<OptionTable>, names: readonly string[]): ModuleFailure => {
  const supported = Object.keys(declaration.options).sort().join(', ')
  const aliases = Object.values(declaration.options).flatMap((option) => option.aliases)
  const more = aliases.length > 0 ? ` (${aliases.sort().join(', ')})` : ''
  const unknown = [...names].sort().join(', ')
  return new ModuleFailure(
    `Unsupported parameters for (${declaration.name}) module: ${unknown}. Supported parameters include: ${supported}${more}.`,
  )
}
