/** Data of a trusted author as values: its strings with markup are templates. */
import { Float, fromPlain, OpaqueValue, Secret, Template, trusted, Undefined, Unknown, type Value } from '../values.ts'

/** Text that is never a template, whatever it holds. */
export class Untrusted {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** Marks text from an untrusted source among data whose strings are templates. */
export const untrusted = (text: string): Untrusted => new Untrusted(text)

/** The data as a value; objects become dicts, strings with markup templates. */
export const written = (data: unknown): Value => {
  if (typeof data === 'string') return trusted(data)
  if (data instanceof Untrusted) return data.text
  if (isValueObject(data)) return data
  if (Array.isArray(data)) return copyList(data)
  if (data instanceof Map) return new Map([...data].map(([key, item]) => [fromPlain(key), written(item)]))
  if (typeof data !== 'object' || data === null) return fromPlain(data)
  return new Map(Object.entries(data).map(([key, item]) => [key, written(item)]))
}

const isValueObject = (data: unknown): data is Float | Template | Undefined | Secret | Unknown | OpaqueValue =>
  data instanceof Float ||
  data instanceof Template ||
  data instanceof Undefined ||
  data instanceof Secret ||
  data instanceof Unknown ||
  data instanceof OpaqueValue

/** A tuple stays a tuple. */
const copyList = (data: readonly unknown[]): Value => {
  const items = data.map(written)
  return items as Value[]
}
