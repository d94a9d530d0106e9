/** Variables as layers: a name is looked up in the strongest first. */

import type { Origin, Scope } from '../templating/scope.ts'
import { mergeDicts } from '../util/merge-dicts.ts'
import { type Dict, isDict, type Value } from '../values.ts'
import type { Layer, Rung } from './precedence.ts'

const ORIGINS: Readonly<Partial<Record<Rung, Origin>>> = {
  'host facts': 'host',
  'set_fact and registered vars': 'run',
  'magic variables': 'run',
}

export class LayeredScope implements Scope {
  /** The strongest first. */
  readonly layers: readonly Layer[]
  readonly #merge: boolean

  /** @param merge `hash_behaviour = merge`: dicts of the same name are merged through all layers. */
  constructor(layers: readonly Layer[], merge = false) {
    this.layers = layers
    this.#merge = merge
  }

  get(name: string): Value | undefined {
    for (const layer of this.layers) {
      const value = layer.values.get(name)
      if (value !== undefined) return this.#merge && isDict(value) ? this.#merged(name) : value
    }
    return undefined
  }

  has(name: string): boolean {
    return this.layers.some((layer) => layer.values.has(name))
  }

  *names(): Iterable<string> {
    const seen = new Set<string>()
    for (const layer of this.layers)
      for (const name of layer.values.keys())
        if (typeof name === 'string' && !seen.has(name)) {
          seen.add(name)
          yield name
        }
  }

  origin(name: string): Origin {
    const layer = this.layers.find(({ values }) => values.has(name))
    const origin = layer === undefined ? undefined : ORIGINS[layer.rung]
    return origin ?? 'file'
  }

  /** Every definition of a name, the winning one first. */
  definitions(name: string): readonly { readonly layer: Layer; readonly value: Value }[] {
    return this.layers.flatMap((layer) => {
      const value = layer.values.get(name)
      return value === undefined ? [] : [{ layer, value }]
    })
  }

  /** This scope with stronger layers on top. */
  over(layers: readonly Layer[]): LayeredScope {
    return new LayeredScope([...layers, ...this.layers], this.#merge)
  }

  /** The dicts of that name merged, down to the first value that is none. */
  #merged(name: string): Value {
    const values = this.definitions(name).map(({ value }) => value)
    const end = values.findIndex((value) => !isDict(value))
    return (end < 0 ? values : values.slice(0, end))
      .reverse()
      .reduce((low, high) => mergeDicts(low as Dict, high as Dict))
  }
}
