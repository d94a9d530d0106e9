import { yamlType } from '../util/python-type.ts'
import { Float, isDict, type Value } from '../values.ts'

/** How Python says that it can't sort the keys of a dict in the data (`'int' and 'AnsibleUnicode'`); undefined where it can. */
export const unsortableKeys = (data: Value): string | undefined => {
  if (Array.isArray(data)) return firstOf(data)
  if (!isDict(data)) return undefined
  const keys = [...data.keys()]
  // Only texts, as nearly always.
  if (keys.every((key) => typeof key === 'string')) return firstOf(keys.sort().map((key) => data.get(key)!))
  return failedComparison(keys) ?? firstOf(data.values())
}

const firstOf = (values: Iterable<Value>): string | undefined => {
  for (const value of values) {
    const found = unsortableKeys(value)
    if (found !== undefined) return found
  }
  return undefined
}

/** Sorts as Python does a short list, whose first comparison of keys without an order is the one that is told. */
const failedComparison = (keys: Value[]): string | undefined => {
  try {
    insertAll(keys, leadingRun(keys))
    return undefined
  } catch (error) {
    if (error instanceof Unordered) return error.types
    throw error
  }
}

/** Puts what comes first in order into that order, and tells how many keys that are. */
const leadingRun = (keys: Value[]): number => {
  if (keys.length < 2) return keys.length
  const descends = isLess(keys[1]!, keys[0]!)
  let count = 2
  while (count < keys.length && isLess(keys[count]!, keys[count - 1]!) === descends) count += 1
  if (descends) keys.splice(0, count, ...keys.slice(0, count).reverse())
  return count
}

const insertAll = (keys: Value[], sorted: number): void => {
  for (let next = sorted; next < keys.length; next += 1) {
    const key = keys[next]!
    let [low, high] = [0, next]
    while (low < high) {
      const middle = (low + high) >> 1
      if (isLess(key, keys[middle]!)) high = middle
      else low = middle + 1
    }
    keys.splice(next, 1)
    keys.splice(low, 0, key)
  }
}

class Unordered extends Error {
  readonly types: string

  constructor(a: Value, b: Value) {
    super('keys without an order')
    this.types = `'${yamlType(a)}' and '${yamlType(b)}'`
  }
}

const isLess = (a: Value, b: Value): boolean => {
  const [left, right] = [ordinal(a), ordinal(b)]
  const isText = typeof left === 'string'
  if (left === undefined || right === undefined || isText !== (typeof right === 'string')) throw new Unordered(a, b)
  return left < right
}

const ordinal = (key: Value): string | number | bigint | undefined => {
  if (typeof key === 'string' || typeof key === 'number' || typeof key === 'bigint') return key
  if (typeof key === 'boolean') return Number(key)
  return key instanceof Float ? key.value : undefined
}
