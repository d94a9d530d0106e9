/** The text behind an object: where it stands, what it looks like in a message. */
import type { Position } from '../errors.ts'
import { pythonType } from '../util/python-type.ts'
import { type Dict, Float, Secret, Template, type Value } from '../values.ts'
import { positionOf, positionOfKey, positionOfText, positionOfValue } from '../yaml/positions.ts'
import type { Positions } from './types.ts'

/** Where a loaded mapping or list begins; the first line of the file where that isn't known. */
export const startOf = (container: Dict | Value[], file: string): Position =>
  positionOf(container) ?? { file, line: 1, column: 1 }

/** Where a key stands, else its mapping. */
export const keyPosition = (dict: Dict, key: Value): Position | undefined =>
  positionOfKey(dict, key) ?? positionOf(dict)

/** Where a key's value or a list's item stands, else its container. */
export const valuePosition = (container: Dict | Value[], key: Value): Position | undefined =>
  positionOfValue(container, key) ?? positionOf(container)

/** Where a text begins, as {@link valuePosition}, so that its parts are found also where it is folded. */
export const textPosition = (container: Dict | Value[], key: Value): Position | undefined =>
  positionOfText(container, key) ?? positionOf(container)

/** The places of a mapping's keys, looked up when they are asked for. */
export const keyPositions = (dict: Dict): Positions => ({ get: (key) => positionOfKey(dict, key) })

/** A text without evaluation: a Template's source as it stands; `undefined` for what is no text. */
export const rawText = (value: Value | undefined): string | undefined => {
  if (value instanceof Template) return value.source
  return typeof value === 'string' ? value : undefined
}

/** A value for a message: `'text'`, `5`, `a list`. */
export const show = (value: Value): string => {
  const text = rawText(value)
  if (text !== undefined) return `'${text}'`
  if (value instanceof Secret) return 'a secret'
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return typeof value === 'object' && !(value instanceof Float)
    ? `a ${pythonType(value)}`
    : String(value instanceof Float ? value.value : value)
}

/** The same object while it is being built. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] }
