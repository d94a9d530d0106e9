/** random and shuffle, the same as Python's for the same seed. */
import { Float, type Value } from '../../values.ts'
import { type FilterFunction, filter } from '../plugin.ts'
import { FilterError, TemplateTypeError } from '../python/errors.ts'
import { isIterable } from '../python/iterate.ts'
import { int, isInt } from '../python/number.ts'
import { Random } from '../python/random.ts'
import { open } from '../python/secret.ts'
import { truth } from '../python/truth.ts'
import { typeName } from '../python/type-name.ts'
import { markVolatile } from '../python/volatile.ts'
import { itemsOf, required } from './arguments.ts'

/** A generator for the seed of a playbook: a text, a number; by the system without one. */
export const randomOf = (seed: Value | undefined): Random => {
  if (seed === undefined || seed === null) {
    markVolatile()
    return new Random()
  }
  const given = open(required(seed))
  if (typeof given === 'string') return new Random(given)
  if (typeof given === 'boolean') return new Random(given ? 1n : 0n)
  if (given instanceof Float) return new Random(BigInt(given.value))
  if (isInt(given)) return new Random(BigInt(given))
  throw new TemplateTypeError(`The only supported seed types are: None, int, float, str, bytes, and bytearray.`)
}

const random = filter(['start?', 'step?', 'seed?'], (_, value, [start, step, seed]) => {
  const end = open(required(value))
  const generator = randomOf(seed)
  const hasRange = truth(start ?? null) || truth(step ?? null)
  if (isInt(end) || typeof end === 'boolean') return inRange(generator, BigInt(end), { start, step })
  if (!isIterable(end)) throw new FilterError('random can only be used on sequences and integers')
  if (hasRange) throw new FilterError('start and step can only be used with integer values')
  const items = itemsOf(end)
  if (items.length === 0) throw new FilterError('Cannot choose from an empty sequence')
  return generator.choice(items)
})

const inRange = (
  generator: Random,
  end: bigint,
  range: { start: Value | undefined; step: Value | undefined },
): Value => {
  const start = wholeOr(range.start, 0n)
  const step = wholeOr(range.step, 1n)
  const count = step > 0n ? (end - start + step - 1n) / step : (end - start + step + 1n) / step
  if (count <= 0n) throw new FilterError(`empty range for randrange() (${start}, ${end}, ${end - start})`)
  return int(start + step * generator.below(count))
}

/** Zero, like None, stands for the default. */
const wholeOr = (value: Value | undefined, fallback: bigint): bigint => {
  if (value === undefined || !truth(value)) return fallback
  const given = open(value)
  if (isInt(given)) return BigInt(given)
  throw new TemplateTypeError(`'${typeName(given)}' object cannot be interpreted as an integer`)
}

const shuffle = filter(['seed?'], (_, value, [seed]) => {
  const given = required(value)
  if (!isIterable(given)) return given
  const items = [...itemsOf(given)]
  randomOf(seed !== undefined && truth(seed) ? seed : undefined).shuffle(items)
  return items
})

/** Filters of chance. */
export const randomFilters: Readonly<Record<string, FilterFunction>> = { random, shuffle }
