/** What a run has learnt of one host: facts, included variables, set facts and registered results. */

import { mergeDicts } from '../util/merge-dicts.ts'
import { type Dict, isDict, type Value } from '../values.ts'
import type { KeptFacts } from './fact-cache.ts'
import { injectedFacts, namespacedFacts } from './facts.ts'
import type { Layer } from './precedence.ts'

export interface HostVariablesOptions {
  /** Also give each fact as a variable of its own name; true unless told. */
  readonly inject?: boolean
  /** `hash_behaviour = merge`: a dict from `include_vars` is merged with the one before it. */
  readonly merge?: boolean
  /** Where the host's facts outlive the run. */
  readonly store?: FactStore | undefined
}

/** The facts of one host, kept. */
export interface FactStore {
  load(): KeptFacts | undefined
  save(kept: KeptFacts): void
  drop(): void
}

export class HostVariables {
  /** As modules gave them, with `ansible_` in front. */
  readonly facts: Dict
  readonly includeVars: Dict = new Map()
  readonly setFacts: Dict = new Map()
  #gathered: boolean
  #factVariables: Dict | undefined
  readonly #options: HostVariablesOptions

  constructor(options: HostVariablesOptions = {}) {
    this.#options = options
    const kept = options.store?.load()
    this.facts = kept?.facts ?? new Map()
    this.#gathered = kept?.gathered ?? false
  }

  /** Facts have been gathered by `setup`. */
  get gathered(): boolean {
    return this.#gathered
  }

  addFacts(facts: Dict): void {
    for (const [name, value] of facts) this.facts.set(name, value)
    this.#factVariables = undefined
    this.#options.store?.save({ facts: this.facts, gathered: this.#gathered })
  }

  markGathered(): void {
    this.#gathered = true
    this.#options.store?.save({ facts: this.facts, gathered: true })
  }

  clearFacts(): void {
    this.facts.clear()
    this.#gathered = false
    this.#factVariables = undefined
    this.#options.store?.drop()
  }

  addIncludeVars(values: Dict): void {
    for (const [name, value] of values) {
      const known = this.includeVars.get(name)
      this.includeVars.set(
        name,
        this.#options.merge && isDict(known) && isDict(value) ? mergeDicts(known, value) : value,
      )
    }
  }

  addSetFacts(values: Dict): void {
    for (const [name, value] of values) this.setFacts.set(name, value)
  }

  get factLayer(): Layer {
    return { rung: 'host facts', origin: 'facts of the host', values: this.#facts() }
  }

  /** `set_fact` over `include_vars`, strongest first. */
  get setLayers(): readonly Layer[] {
    return [
      { rung: 'set_fact and registered vars', origin: 'set_fact or register', values: this.setFacts },
      { rung: 'include_vars', origin: 'include_vars', values: this.includeVars },
    ]
  }

  #facts(): Dict {
    this.#factVariables ??= this.#makeFacts()
    return this.#factVariables
  }

  #makeFacts(): Dict {
    const injected = (this.#options.inject ?? true) ? injectedFacts(this.facts) : this.#localOnly()
    return new Map<Value, Value>([...injected, ['ansible_facts', namespacedFacts(this.facts)]])
  }

  #localOnly(): Dict {
    return new Map([['ansible_local', this.facts.get('ansible_local') ?? new Map()]])
  }
}
