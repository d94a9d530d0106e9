/** json_query: JMESPath over values. */
import { createRequire } from 'node:module'
import { Float, isDict, type Value } from '../../../values.ts'
import { filter } from '../../plugin.ts'
import { FilterError } from '../../python/errors.ts'
import { charge } from '../../python/limits.ts'
import { str } from '../../python/repr.ts'
import { open } from '../../python/secret.ts'
import { exactText, required } from '../arguments.ts'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

// Loaded when first needed: few templates query so.
const require = createRequire(import.meta.url)
const jmespath = (): typeof import('@jmespath-community/jmespath') => require('@jmespath-community/jmespath')

/** The filter: what a JMESPath expression finds. */
export const jsonQuery = filter(['expr'], (_, value, [expression]) => {
  const query = exactText(expression, 'the JMESPath expression must be text')
  const converter = new Converter()
  try {
    return converter.back(jmespath().search(converter.plain(required(value)) as never, query) as Json)
  } catch (error) {
    throw new FilterError(`JMESPathError in json_query filter plugin:\n${(error as Error).message}`)
  }
})

/** Between values and JSON; what a query leaves as it was comes back as the value it was. */
class Converter {
  readonly #origins = new WeakMap<object, Value>()

  plain(value: Value): Json {
    charge(64)
    const given = open(required(value))
    if (Array.isArray(given))
      return this.#remember(
        given.map((item) => this.plain(item)),
        given,
      )
    if (isDict(given)) return this.#remember(this.#object(given), given)
    if (given instanceof Float) return given.value
    if (typeof given === 'bigint') return Number(given)
    return given === null || typeof given !== 'object' ? given : str(given)
  }

  back(json: Json | undefined): Value {
    if (json === undefined || json === null || typeof json !== 'object') return json ?? null
    const origin = this.#origins.get(json)
    if (origin !== undefined) return origin
    if (Array.isArray(json)) return json.map((item) => this.back(item))
    return new Map(Object.entries(json).map(([key, item]) => [key, this.back(item)]))
  }

  #remember<T extends object>(json: T, origin: Value): T {
    this.#origins.set(json, origin)
    return json
  }

  #object(dict: ReadonlyMap<Value, Value>): { [key: string]: Json } {
    // No key may reach the prototype.
    const object: { [key: string]: Json } = Object.create(null)
    for (const [key, item] of dict) object[str(key)] = this.plain(item)
    return object
  }
}
