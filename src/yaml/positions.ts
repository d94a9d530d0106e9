/** Where values came from: kept beside the containers that the loader made, so that values stay plain. */
import type { Position } from '../errors.ts'
import { type Dict, foldedAt, type Value } from '../values.ts'
import { locateInScalar } from './locate-in-scalar.ts'
import type { SourceText } from './source-text.ts'

type Container = Dict | Value[]

interface Places {
  readonly source: SourceText
  readonly offset: number
  /** A list's item offsets; for a dict, key and value offsets in turn. */
  readonly offsets: readonly number[]
  /** A dict's keys in the order of `offsets`, one for each two of them. */
  readonly keys: readonly Value[]
}

const places = new WeakMap<Container, Places>()

/** Remembers where a container and its parts stand; for loaders. */
export const setPlaces = (container: Container, at: Places): void => {
  places.set(container, at)
}

/** Places of single keys, for dicts that are put together from several places. */
const keyPlaces = new WeakMap<Dict, Map<Value, Position>>()

/** Remembers where one variable of a dict was defined; for dicts that no loader made. */
export const setPlaceOfKey = (dict: Dict, key: Value, position: Position): void => {
  const known = keyPlaces.get(dict)
  if (known) known.set(key, position)
  else keyPlaces.set(dict, new Map([[key, position]]))
}

/** The dicts that one was put together from, later ones winning. */
const parts = new WeakMap<Dict, readonly Dict[]>()

/** A dict of the entries of others, later ones winning, whose keys stand where they stand there. */
export const joined = (dicts: readonly Dict[]): Dict => {
  const all: Dict = new Map(dicts.flatMap((dict) => [...dict]))
  parts.set(all, dicts)
  return all
}

/** Where a dict or list that was loaded from a file begins; undefined for any other value. */
export const positionOf = (container: unknown): Position | undefined => {
  const at = find(container)
  return at?.source.position(at.offset)
}

/** Where a key of a loaded dict stands. */
export const positionOfKey = (dict: Dict, key: Value): Position | undefined => {
  const own = keyPlaces.get(dict)?.get(key)
  if (own) return own
  const at = find(dict)
  const index = at?.keys.lastIndexOf(key) ?? -1
  if (at && index >= 0) return at.source.position(at.offsets[2 * index]!)
  const part = parts.get(dict)?.findLast((one) => one.has(key))
  return part && positionOfKey(part, key)
}

/** Where the value of a key, or an item of a list, stands. */
export const positionOfValue = (container: Container, keyOrIndex: Value): Position | undefined => {
  const at = find(container)
  if (!at) return undefined
  const index = Array.isArray(container) ? Number(keyOrIndex) : 2 * at.keys.lastIndexOf(keyOrIndex) + 1
  const offset = index > 0 || Array.isArray(container) ? at.offsets[index] : undefined
  return offset === undefined ? undefined : at.source.position(offset)
}

/** Where a text begins that is the value of a key or an item of a list; its parts are found from there, too. */
export const positionOfText = (container: Container, keyOrIndex: Value): Position | undefined => {
  const position = positionOfValue(container, keyOrIndex)
  const at = find(container)
  const text = container instanceof Map ? container.get(keyOrIndex) : container[Number(keyOrIndex)]
  if (!position || !at || typeof text !== 'string') return position
  const index = Array.isArray(container) ? Number(keyOrIndex) : 2 * at.keys.lastIndexOf(keyOrIndex) + 1
  const { source } = at
  const start = textStart(source.text, at.offsets[index]!)
  if (!text.includes('\n') && source.text.startsWith(text, start)) return source.position(start)
  return foldedAt(source.position(start), (offset) => {
    const found = locateInScalar({ written: source.text, start, text }, offset)
    return found === undefined ? undefined : source.position(found)
  })
}

/** Behind a quote, below the `|` or `>` of a block. */
const textStart = (written: string, offset: number): number => {
  const first = written[offset]
  if (first === '"' || first === "'") return offset + 1
  if (first !== '|' && first !== '>') return offset
  const end = written.indexOf('\n', offset)
  return end < 0 ? offset : end + 1
}

/** Gives a changed copy of a loaded container the positions of the original. */
export const copyPlaces = <T extends Container>(from: Container, to: T): T => {
  const at = places.get(from)
  if (at) places.set(to, at)
  const keys = keyPlaces.get(from as Dict)
  if (keys) keyPlaces.set(to as Dict, keys)
  return to
}

const find = (container: unknown): Places | undefined =>
  typeof container === 'object' && container !== null ? places.get(container as Container) : undefined
