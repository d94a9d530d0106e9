/** What a run has learnt of one host: facts, included variables, set facts and registered results. */
import { type Dict, isDict, type Value } from '../values.ts'
import { injectedFacts, namespacedFacts } from './facts.ts'
import { mergeDicts } from './layered-scope.ts'
import type { Layer } from './precedence.ts'

export class HostVariables {
  /** As modules gave them, with `ansible_` in front. */
  readonly facts: Dict = new Map()
  readonly includeVars: Dict = new Map()
  readonly setFacts: Dict = new Map()
  /** Facts have been gathered by `setup`. */
  gathered = false
  #factVariables: Dict | undefined

  readonly #inject: boolean

  readonly #merge: boolean

  /**
   * @param inject Also give each fact as a variable of its own name.
   * @param merge `hash_behaviour = merge`: a dict from `include_vars` is merged with the one before it.
   */
  constructor(inject = true, merge = false) {
    this.#inject = inject
    this.#merge = merge
  }

  addFacts(facts: Dict): void {
    for (const [name, value] of facts) this.facts.set(name, value)
    this.#factVariables = undefined
  }

  clearFacts(): void {
    this.facts.clear()
    this.gathered = false
    this.#factVariables = undefined
  }

  addIncludeVars(values: Dict): void {
    for (const [name, value] of values) {
      const known = this.includeVars.get(name)
      this.includeVars.set(name, this.#merge && isDict(known) && isDict(value) ? mergeDicts(known, value) : value)
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
    const injected = this.#inject ? injectedFacts(this.facts) : this.#localOnly()
    return new Map<Value, Value>([...injected, ['ansible_facts', namespacedFacts(this.facts)]])
  }

  #localOnly(): Dict {
    return new Map([['ansible_local', this.facts.get('ansible_local') ?? new Map()]])
  }
}
