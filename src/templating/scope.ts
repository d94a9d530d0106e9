/** Where a template's names come from. */
import type { Value } from '../values.ts'

/** Named values for templates; the vars folder has the real ones, tests use `mapScope`. */
export interface Scope {
  /** The value as it was written, possibly a Template; `undefined` when there is no such name. */
  get(name: string): Value | undefined
  has(name: string): boolean
  /** All names, for suggestions and the `varnames` lookup. */
  names(): Iterable<string>
  /** Whether a name's value was read from a file, came from a host, or was made by the run. */
  origin?(name: string): Origin
}

/** Where a variable came from. */
export type Origin = 'file' | 'host' | 'run'

/** A scope over a plain map. */
export const mapScope = (values: ReadonlyMap<string, Value>): Scope => ({
  get: (name) => values.get(name),
  has: (name) => values.has(name),
  names: () => values.keys(),
})
