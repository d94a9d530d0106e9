/** From what a task says to what a module receives: names, types, choices, defaults and the rules between options. */
import { pythonType } from '../../util/python-type.ts'
import { type Dict, isDict, isNumber, type Value } from '../../values.ts'
import { ModuleFailure } from './change.ts'
import { CoercionError, coerce, invalidBoolean } from './coerce.ts'
import type { Declaration } from './module.ts'
import type { Option, OptionTable, OptionType } from './option.ts'
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
export const parseOptions = (declaration: Declaration<OptionTable>, args: Dict): ParsedOptions =>
  parseReporting(declaration, args, (message) => {
    throw new ModuleFailure(message)
  })

/** Everything that is wrong with the options, in Ansible's words; empty when all is right. */
export const optionErrors = (declaration: Declaration<OptionTable>, args: Dict): readonly string[] => {
  const errors: string[] = []
  parseReporting(declaration, args, (message) => errors.push(message))
  return errors
}

/** Told of each thing that is wrong. */
type Report = (message: string) => void

const parseReporting = (declaration: Declaration<OptionTable>, args: Dict, report: Report): ParsedOptions => {
  const table = declaration.options
  const { given, extra } = sortOut(table, args)
  if (extra.size > 0 && !declaration.anyOption) report(unsupported(declaration, [...extra.keys()].map(String)))
  const broken = brokenRule(table, declaration.rules ?? {}, given)
  if (broken) report(broken)
  return { options: parseTable(table, given, { within: '', report }), extra }
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

/** Where options stand: at the top (empty), or ` found in 'networks -> aliases'`; and who is told of mistakes. */
interface Place {
  readonly within: string
  readonly report: Report
}

const parseTable = (table: OptionTable, given: ReadonlyMap<string, Value>, place: Place): Record<string, unknown> => {
  const parsed: Record<string, unknown> = {}
  for (const [name, option] of Object.entries(table)) {
    const own = given.get(name)
    const value = own ?? option.default
    if (value !== undefined && value !== null) parsed[name] = parseValue({ name, option }, value, place)
    else if (own === null && option.required) refuseNone({ name, option }, place)
  }
  return parsed
}

/** A required option that is given without a value. */
const refuseNone = ({ name, option: { type } }: Named, { within, report }: Place): void => {
  const reason = noneReasons[type]
  if (reason === undefined) return
  report(
    `argument '${name}' is of type <class 'NoneType'> and we were unable to convert to ${type}: ${reason}${within}`,
  )
}

const notText = "'None' is not a string and conversion is not allowed"

const noneReasons: Partial<Readonly<Record<OptionType, string>>> = {
  str: notText,
  path: notText,
  mode: notText,
  int: '"None" cannot be converted to an int',
  float: '"None" cannot be converted to a float',
  list: "<class 'NoneType'> cannot be converted to a list",
  dict: "<class 'NoneType'> cannot be converted to a dict",
  bool: invalidBoolean('None'),
}

interface Named {
  readonly name: string
  readonly option: Option<unknown>
}

const parseValue = (named: Named, given: Value, place: Place): unknown => {
  const { name, option } = named
  const value = converted(option, given, (type, reason) =>
    place.report(
      `argument '${name}' is of type ${type} and we were unable to convert to ${option.type}: ${reason}${place.within}`,
    ),
  )
  checkChoice(named, value, place)
  if (option.elements && Array.isArray(value)) return parseElements({ name, option: option.elements }, value, place)
  return option.options && isDict(value as Value) ? parseRecord(named, value as Dict, place) : value
}

const parseElements = (named: Named, items: readonly Value[], place: Place): unknown[] =>
  items.map((item) => {
    const { name, option } = named
    const value = converted(option, item, (type, reason) =>
      place.report(
        `Elements value for option '${name}'${place.within} is of type ${type} and we were unable to convert to ${option.type}: ${reason}`,
      ),
    )
    checkChoice(named, value, place)
    return option.options && isDict(value as Value) ? parseRecord(named, value as Dict, place) : value
  })

const converted = (option: Option<unknown>, value: Value, fail: (type: string, reason: string) => void): unknown => {
  try {
    return coerce(option.type, option.truncates && isNumber(value) ? Math.trunc(Number(value.valueOf())) : value)
  } catch (error) {
    if (!(error instanceof CoercionError)) throw error
    fail(`<class '${pythonType(value)}'>`, error.message)
    return undefined
  }
}

const parseRecord = ({ name, option }: Named, value: Dict, { within, report }: Place): Record<string, unknown> => {
  const table = option.options ?? {}
  const { given, extra } = sortOut(table, value)
  const path = within === '' ? name : `${within.slice(" found in '".length, -1)} -> ${name}`
  const inner = ` found in '${path}'`
  const unknown = [...extra.keys()].map((key) => `${path.replaceAll(' -> ', '.')}.${String(key)}`)
  if (unknown.length > 0)
    report(`${unknown.join(', ')}. Supported parameters include: ${Object.keys(table).sort().join(', ')}.`)
  const missing = Object.keys(table).filter((key) => table[key]?.required && !given.has(key))
  if (missing.length > 0) report(`missing required arguments: ${missing.join(', ')}${inner.replaceAll("'", '')}`)
  return parseTable(table, given, { within: inner, report })
}

const checkChoice = ({ name, option }: Named, value: unknown, { within, report }: Place): void => {
  if (!option.choices || value === undefined) return
  const values = Array.isArray(value) ? value : [value]
  const wrong = values.filter((item) => !(option.choices as unknown[]).includes(item))
  if (wrong.length === 0) return
  const choices = option.choices.join(', ')
  report(
    Array.isArray(value)
      ? `value of ${name} must be one or more of: ${choices}. Got no match for: ${wrong.join(', ')}${within}`
      : `value of ${name} must be one of: ${choices}, got: ${String(value)}${within}`,
  )
}

/** What the reference runs on the controller has words of its own. */
const strictActions: ReadonlySet<string> = new Set([
  'assert',
  'debug',
  'fail',
  'group_by',
  'reboot',
  'set_stats',
  'wait_for_connection',
])

const unsupported = (declaration: Declaration<OptionTable>, names: readonly string[]): string => {
  if (strictActions.has(declaration.name)) return `Invalid options for ${declaration.name}: ${names.join(',')}`
  if (isOfCommand(declaration.name, names)) return `Unsupported parameters for (shell) module: ${names[0]}`
  const supported = Object.keys(declaration.options).sort().join(', ')
  const aliases = Object.values(declaration.options).flatMap((option) => option.aliases)
  const more = aliases.length > 0 ? ` (${aliases.sort().join(', ')})` : ''
  const unknown = [...names].sort().join(', ')
  return `Unsupported parameters for (${declaration.name}) module: ${unknown}. Supported parameters include: ${supported}${more}.`
}

/** What `command` has and `shell` has not is refused before the options as a whole are. */
const isOfCommand = (name: string, names: readonly string[]): boolean =>
  name === 'shell' && names.length === 1 && names[0] === 'expand_argument_vars'
