/** How much one evaluation may take: more than any playbook needs, less than would fill the memory or never end. */
import type { Value } from '../../values.ts'
import { EvaluatedDict } from '../evaluated-dict.ts'
import { FilterError } from './errors.ts'

/** Raised where an evaluation takes too much. */
export class LimitError extends FilterError {
  override name = 'LimitError'
}

/** The most items that one operation puts into a list. */
export const MOST_ITEMS = 1 << 22

/** The most characters of a text that is put together. */
const LONGEST_TEXT = 100_000_000

/** Units of work between two looks at the memory, and how often that is at most: about a second. */
const WINDOW = 1 << 20
const MOST_WINDOWS = 1024
/** How much more a template may take for each value in the variables that it uses, as much data takes its time. */
const WINDOWS_PER_VALUE = 1 / 8
/** How many values are counted. */
const MOST_COUNTED = 1 << 20
const BYTES = 8

let depth = 0
let windows = 0
let left = WINDOW
let most = MOST_WINDOWS
/** What the evaluations within one another have used so far. */
const inUse: (() => Iterable<Value>)[] = []

/**
 * Begins an evaluation, which may be part of another one; {@link endWork} ends it.
 *
 * @param variables those that it has used so far
 */
export const beginWork = (variables: () => Iterable<Value> = nothing): void => {
  inUse.push(variables)
  if (depth++ > 0) return
  windows = 0
  left = WINDOW
  most = MOST_WINDOWS
}

const nothing = (): Iterable<Value> => []

export const endWork = (): void => {
  inUse.pop()
  depth--
}

/** Counts work of the evaluation; a unit is what takes eight bytes or a nanosecond. Raises where it is too much. */
export const charge = (units: number): void => {
  left -= units
  if (left < 0) nextWindow()
}

const nextWindow = (): void => {
  windows += Math.ceil(-left / WINDOW)
  left = WINDOW
  if (depth === 0) return
  if (windows > most) most = MOST_WINDOWS + WINDOWS_PER_VALUE * countValues(inUse.flatMap((each) => [...each()]))
  if (windows > most)
    throw new LimitError('the template takes too much work: something in it repeats or grows without end')
  // Loaded here: few templates take so much, and every start would wait for it.
  const { used_heap_size: used, heap_size_limit: limit } = process.getBuiltinModule('node:v8').getHeapStatistics()
  // What is in use may be garbage of others, but hardly where the template itself asked for half of the heap.
  if (used > 0.8 * limit && windows * WINDOW * BYTES > limit / 2)
    throw new LimitError('the template needs more memory than there is')
}

/** How many values there are in some, as far as that matters; what is made on demand is not made for it. */
const countValues = (values: readonly Value[]): number => {
  const open = [...values]
  const met = new Set<Value>()
  let count = 0
  while (open.length > 0 && count < MOST_COUNTED) {
    const value = open.pop()!
    count += typeof value === 'string' ? 1 + (value.length >> 6) : 1
    if (typeof value !== 'object' || value === null || met.has(value)) continue
    met.add(value)
    if (value instanceof EvaluatedDict) count += 100 * value.size
    else if (Array.isArray(value)) for (const item of value) open.push(item)
    else if (value instanceof Map) open.push(...value.values())
  }
  return count
}

/** Refuses a list of so many items before it is made, and counts the work. */
export const chargeItems = (count: number): void => {
  if (count > MOST_ITEMS) throw new LimitError(`this gives ${count} items; the most allowed is ${MOST_ITEMS}`)
  charge(count)
}

/** Refuses a text that has grown too long. */
export const checkLength = (text: string): string => {
  checkCharacters(text.length)
  return text
}

/** Refuses a text of so many characters before it is made. */
export const checkCharacters = (count: number): void => {
  if (count > LONGEST_TEXT)
    throw new LimitError(`this gives a text of ${count} characters; the most allowed is ${LONGEST_TEXT}`)
}
