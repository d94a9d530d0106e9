/** Tests that compare: eq, lt, in, sameas, divisibleby, odd, version, subset, … */
import type { Value } from '../../values.ts'
import { flagOf, itemsOf, required, textOf } from '../filters/arguments.ts'
import { type TestFunction, test } from '../plugin.ts'
import { arithmetic } from '../python/arithmetic.ts'
import { contains, type OrderOperator, order } from '../python/compare.ts'
import { hashKey } from '../python/dict-key.ts'
import { equals } from '../python/equals.ts'
import { FilterError } from '../python/errors.ts'
import { numeric } from '../python/number.ts'
import { repr } from '../python/repr.ts'
import { open } from '../python/secret.ts'
import { truth } from '../python/truth.ts'
import { compareVersions, type VersionType } from '../python/versions.ts'

const ordered = (operator: OrderOperator): TestFunction =>
  test(['other'], (_, value, [other]) => order(required(value), operator, required(other)))

const equal = test(['other'], (_, value, [other]) => equals(required(value), required(other)))
const unequal = test(['other'], (_, value, [other]) => !equals(required(value), required(other)))

const remainder = (value: Value, divisor: Value): Value => arithmetic(required(value), '%', divisor)

const same = (a: Value, b: Value): boolean => {
  const [x, y] = [open(a), open(b)]
  return x === y && !(typeof x === 'number' && Number.isNaN(x))
}

/** Nothing is in an empty list, not even what is undefined. */
const isIn = test(['seq'], (_, value, [seq]) => {
  const holder = required(seq)
  return !(Array.isArray(holder) && holder.length === 0) && contains(holder, required(value))
})

const keysOf = (value: Value): Set<unknown> => new Set(itemsOf(value).map(hashKey))

const subset = (value: Value, other: Value): boolean => {
  const holder = keysOf(other)
  return [...keysOf(value)].every((key) => holder.has(key))
}

const isSubset = test(['b'], (_, value, [other]) => subset(value, required(other)))
const isSuperset = test(['b'], (_, value, [other]) => subset(required(other), value))

const truthy = (value: Value, convert: Value | undefined): boolean => {
  const given = required(value)
  if (!flagOf(convert)) return truth(given)
  return booleanWord(given) ?? truth(given)
}

const falseWords = new Set(['no', 'n', 'false', 'f', 'off', '0'])
const trueWords = new Set(['yes', 'y', 'true', 't', 'on', '1'])

/** What a word says, in Ansible's widest sense; undefined for other words. */
const booleanWord = (value: Value): boolean | undefined => {
  const given = open(value)
  if (typeof given === 'boolean') return given
  const word = typeof given === 'string' ? given.trim().toLowerCase() : String(numeric(given) ?? '')
  if (trueWords.has(word)) return true
  return falseWords.has(word) ? false : undefined
}

const operators: Readonly<Record<string, (order: number) => boolean>> = {
  '==': (result) => result === 0,
  '=': (result) => result === 0,
  eq: (result) => result === 0,
  '<': (result) => result < 0,
  lt: (result) => result < 0,
  '<=': (result) => result <= 0,
  le: (result) => result <= 0,
  '>': (result) => result > 0,
  gt: (result) => result > 0,
  '>=': (result) => result >= 0,
  ge: (result) => result >= 0,
  '!=': (result) => result !== 0,
  '<>': (result) => result !== 0,
  ne: (result) => result !== 0,
}

const versionTypes: readonly VersionType[] = ['loose', 'strict', 'semver', 'semantic', 'pep440']

const quoted = (names: readonly string[]): string => names.map((name) => repr(name)).join(', ')

const versionTypeOf = (strict: Value | undefined, type: Value | undefined): VersionType => {
  const named = type !== undefined && type !== null
  if (strict !== undefined && strict !== null && named)
    throw new FilterError("Cannot specify both 'strict' and 'version_type'")
  if (!named) return flagOf(strict) ? 'strict' : 'loose'
  const known = versionTypes.find((candidate) => candidate === type)
  if (known) return known
  throw new FilterError(`Invalid version type (${textOf(type)}). Must be one of ${quoted(versionTypes)}`)
}

const version = test(['version', 'operator?', 'strict?', 'version_type?'], (_, value, args) => {
  const [other, operator = 'eq', strict, type] = args
  const kind = versionTypeOf(strict, type)
  if (!truth(required(value))) throw new FilterError('Input version value cannot be empty')
  if (!truth(required(other))) throw new FilterError('Version parameter to compare against cannot be empty')
  const name = textOf(operator)
  if (!Object.hasOwn(operators, name))
    throw new FilterError(`Invalid operator type (${name}). Must be one of ${quoted(Object.keys(operators))}`)
  return operators[name]!(orderOfVersions(textOf(value), textOf(other), kind))
})

const orderOfVersions = (a: string, b: string, kind: VersionType): number => {
  try {
    return compareVersions(a, b, kind)
  } catch (error) {
    throw new FilterError(`Version comparison failed: ${(error as Error).message}`)
  }
}

const isNan = test([], (_, value) => Number.isNaN(Number(numeric(required(value)) ?? 0)))

/** Tests that compare. */
export const comparisonTests: Readonly<Record<string, TestFunction>> = {
  eq: equal,
  equalto: equal,
  '==': equal,
  ne: unequal,
  '!=': unequal,
  lt: ordered('<'),
  lessthan: ordered('<'),
  '<': ordered('<'),
  le: ordered('<='),
  '<=': ordered('<='),
  gt: ordered('>'),
  greaterthan: ordered('>'),
  '>': ordered('>'),
  ge: ordered('>='),
  '>=': ordered('>='),
  in: isIn,
  contains: test(['value'], (_, value, [item]) => contains(required(value), required(item))),
  sameas: test(['other'], (_, value, [other]) => same(value, other!)),
  odd: test([], (_, value) => equals(remainder(value, 2), 1)),
  even: test([], (_, value) => equals(remainder(value, 2), 0)),
  divisibleby: test(['num'], (_, value, [num]) => equals(remainder(value, required(num)), 0)),
  subset: isSubset,
  issubset: isSubset,
  superset: isSuperset,
  issuperset: isSuperset,
  any: test([], (_, value) => itemsOf(value).some((item) => truth(required(item)))),
  all: test([], (_, value) => itemsOf(value).every((item) => truth(required(item)))),
  truthy: test(['convert_bool?'], (_, value, [convert]) => truthy(value, convert)),
  falsy: test(['convert_bool?'], (_, value, [convert]) => !truthy(value, convert)),
  nan: isNan,
  isnan: isNan,
  version,
  version_compare: version,
}
