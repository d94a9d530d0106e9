/** How much one evaluation may take: more than any playbook needs, less than would fill the memory or never end. */
import { FilterError } from './errors.ts'

/** Raised where an evaluation takes too much. */
export class LimitError extends FilterError {
  override name = 'LimitError'
}

/** The most items that one operation puts into a list. */
export const MOST_ITEMS = 1 << 22

/** The most characters of a text that is put together. */
const LONGEST_TEXT = 100_000_000

/** Units of work between two looks at the memory, and how often that is: some seconds, minutes in Python. */
const WINDOW = 1 << 20
const MOST_WINDOWS = 1024
const BYTES = 8

let depth = 0
let windows = 0
let left = WINDOW

/** Begins an evaluation, which may be part of another one; {@link endWork} ends it. */
export const beginWork = (): void => {
  if (depth++ > 0) return
  windows = 0
  left = WINDOW
}

export const endWork = (): void => {
  depth--
}

/** Counts work of the evaluation; a unit is what takes eight bytes or a few nanoseconds. Raises where it is too much. */
export const charge = (units: number): void => {
  left -= units
  if (left < 0) nextWindow()
}

const nextWindow = (): void => {
  windows += Math.ceil(-left / WINDOW)
  left = WINDOW
  if (depth === 0) return
  if (windows > MOST_WINDOWS)
    throw new LimitError('the template takes too much work: something in it repeats or grows without end')
  // Loaded here: few templates take so much, and every start would wait for it.
  const { used_heap_size: used, heap_size_limit: limit } = process.getBuiltinModule('node:v8').getHeapStatistics()
  // What is in use may be garbage of others, but hardly where the template itself asked for half of the heap.
  if (used > 0.8 * limit && windows * WINDOW * BYTES > limit / 2)
    throw new LimitError('the template needs more memory than there is')
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
