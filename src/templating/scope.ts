/** Where a template's names come from. */
import type { Value } from '../values.ts'

/** Named values for templates; the vars folder has the real ones, tests use `mapScope`. */
export interface Scope {
  /** The value as it was written, possibly a Template; `undefined` when there is no such name. */
  get(name: string): Value | undefined
  has(name: string): boolean
  /** All names, for suggestions and the `varnames` lookup. */
  names(): Iterable<string>
}

/** A scope over a plain map. */
export const mapScope = (values: ReadonlyMap<string, Value>): Scope => ({
  get: (name) => values.get(name),
  has: (name) => values.has(name),
  names: () => values.keys(),
})
