/** Python's slices. */
import { Tuple, type Value } from '../../values.ts'
import { FilterError, TemplateTypeError } from './errors.ts'
import { chargeItems } from './limits.ts'
import { isInt } from './number.ts'
import { PythonObject } from './object.ts'
import { repr } from './repr.ts'
import { characters, isWide } from './text.ts'

/** `start:stop:step` between brackets; None where a part was left out. */
export class PySlice extends PythonObject {
  override readonly typeName = 'slice'
  readonly start: Value
  readonly stop: Value
  readonly step: Value

  constructor(start: Value, stop: Value, step: Value) {
    super()
    this.start = start
    this.stop = stop
    this.step = step
  }

  override repr(): string {
    return `slice(${repr(this.start)}, ${repr(this.stop)}, ${repr(this.step)})`
  }

  override hashKey(): undefined {
    return undefined
  }
}

/** `items[slice]`; a tuple gives a tuple. */
export const sliceArray = (items: readonly Value[], slice: PySlice): Value[] => {
  const { start, stop, step } = sliceBounds(items.length, slice)
  chargeItems(items.length)
  const picked = step === 1 ? items.slice(start, stop) : indexes({ start, stop, step }).map((at) => items[at]!)
  return items instanceof Tuple ? Tuple.from_(picked) : picked
}

/** `text[slice]`, by code points. */
export const sliceText = (text: string, slice: PySlice): string => {
  const units = isWide(text) ? characters(text) : text
  const { start, stop, step } = sliceBounds(units.length, slice)
  if (step === 1 && typeof units === 'string') return units.slice(start, stop)
  return indexes({ start, stop, step })
    .map((at) => units[at]!)
    .join('')
}

type Bounds = ReturnType<typeof sliceBounds>

const indexes = ({ start, stop, step }: Bounds): number[] => {
  chargeItems(Math.max(0, Math.ceil((stop - start) / step)))
  const found: number[] = []
  for (let at = start; step > 0 ? at < stop : at > stop; at += step) found.push(at)
  return found
}

/** Where a slice of so many items starts, ends (the end itself is out) and how it steps: Python's `slice.indices`. */
export const sliceBounds = (length: number, slice: PySlice): { start: number; stop: number; step: number } => {
  const step = part(slice.step) ?? 1
  if (step === 0) throw new FilterError('slice step cannot be zero')
  const start = bound(part(slice.start) ?? (step > 0 ? 0 : length - 1), length, step)
  const stopPart = part(slice.stop)
  const stop = stopPart === undefined ? (step > 0 ? length : -1) : bound(stopPart, length, step)
  return { start, stop, step }
}

const bound = (at: number, length: number, step: number): number => {
  const absolute = at < 0 ? at + length : at
  return step > 0 ? Math.min(Math.max(absolute, 0), length) : Math.min(Math.max(absolute, -1), length - 1)
}

const part = (value: Value): number | undefined => {
  if (value === null) return undefined
  if (isInt(value) || typeof value === 'boolean') return Number(value)
  throw new TemplateTypeError('slice indices must be integers or None or have an __index__ method')
}
