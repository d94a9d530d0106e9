/** What `pip` is asked for: names of packages with the versions that will do. */

/** A package and what its version must be. */
export interface PipSpec {
  /** In lower case, with `-` for `.` and `_`. */
  readonly name: string
  /** Whether a version will do; `undefined` where that can't be told without pip. */
  readonly holds: (version: string) => boolean | undefined
}

/**
 * The specs in names as they are given: a comma parts packages, but not the bounds of one version nor the extras of
 * one package, and a text may have been parted at commas before.
 */
export const pipSpecs = (names: readonly string[]): string[] => {
  const specs: string[] = []
  for (const part of names.flatMap((name) => name.split(',')).map((name) => name.trim())) {
    const last = specs.at(-1)
    const isOpen = last !== undefined && last.lastIndexOf('[') > last.lastIndexOf(']')
    if (last !== undefined && (isOpen || /^[<>=!~]/.test(part))) specs[specs.length - 1] = `${last},${part}`
    else if (part !== '') specs.push(part)
  }
  return specs
}

/** Reads a spec; `undefined` for addresses and whatever else only pip understands. */
export const readSpec = (spec: string): PipSpec | undefined => {
  const [, name, bounds = ''] =
    /^([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*((?:[<>=!~]=?=?[^;]*)?)$/.exec(spec) ?? []
  if (name === undefined) return undefined
  const parsed = bounds === '' ? [] : bounds.split(',').map(readBound)
  return {
    name: normalName(name),
    holds: (version) => {
      const verdicts = parsed.map((bound) => bound?.(version))
      return verdicts.includes(undefined) ? undefined : !verdicts.includes(false)
    },
  }
}

/** How pip compares names. */
export const normalName = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-')

type Bound = (version: string) => boolean | undefined

const readBound = (text: string): Bound | undefined => {
  const [, operator, wanted] = /^\s*(===|[<>=!~]=|<|>)\s*(\S+)\s*$/.exec(text) ?? []
  if (operator === undefined || wanted === undefined) return undefined
  if (operator === '===') return (version) => version === wanted
  if (wanted.endsWith('.*')) return wildcard(operator, numbers(wanted.slice(0, -2)))
  const bound = numbers(wanted)
  return (version) => {
    if (version === wanted) return /^(?:==|[<>~]=)$/.test(operator)
    const own = numbers(version)
    return own && bound && judge(operator, own, bound)
  }
}

const wildcard =
  (operator: string, prefix: readonly number[] | undefined): Bound =>
  (version) => {
    const own = numbers(version)
    if (own === undefined || prefix === undefined || !/^[=!]=$/.test(operator)) return undefined
    return prefix.every((number, at) => number === (own[at] ?? 0)) === (operator === '==')
  }

const judge = (operator: string, own: readonly number[], bound: readonly number[]): boolean | undefined => {
  const order = compare(own, bound)
  switch (operator) {
    case '==':
      return order === 0
    case '!=':
      return order !== 0
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
    default:
      return order >= 0 && bound.slice(0, -1).every((number, at) => number === (own[at] ?? 0))
  }
}

/** The numbers of a release; none for versions that are more than that (`1.0rc1`, `1!2`, `1+local`). */
const numbers = (version: string): readonly number[] | undefined =>
  /^v?\d+(?:\.\d+)*$/.test(version) ? version.replace('v', '').split('.').map(Number) : undefined

const compare = (one: readonly number[], other: readonly number[]): number => {
  for (let at = 0; at < Math.max(one.length, other.length); at++) {
    const difference = (one[at] ?? 0) - (other[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
