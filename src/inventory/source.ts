/** What reads one kind of inventory source. */
import type { Dict, Template, Value } from '../values.ts'
import type { Host, Inventory } from './inventory.ts'

/** An inventory plugin of Ansible: a plain object in a file of its name. */
export interface InventorySource {
  readonly name: string
  /** Whether the source may be of this kind: a look at its name and mode, not at its content. */
  accepts(path: string, context: SourceContext): boolean
  /** Adds what the source holds. Throws a UserError when it can't be read so. */
  read(path: string, context: SourceContext): void
}

/** What the reader of a source is given. */
export interface SourceContext {
  readonly inventory: Inventory
  /** Opens vault text. */
  readonly vault: ((ciphertext: string) => string) | undefined
  /** The extensions of YAML files, with their dots. */
  readonly yamlExtensions: readonly string[]
  /** Evaluates templates, for sources that construct groups and variables. */
  readonly evaluate: Evaluate | undefined
  /** Shows what inventory scripts write to their standard error. */
  readonly alwaysShowStderr: boolean
  /** Variables of `-e`. */
  readonly extraVars: Dict
  /** A host's variables so far, with those of its groups; from group_vars and host_vars files as well when asked. */
  readonly variablesOf: (host: Host, fromFiles: boolean) => Dict
  /** Finds a source by the name in a configuration file's `plugin:`. */
  readonly sourceNamed: (name: string) => InventorySource | undefined
}

/** Evaluates a template with variables; throws, or gives an Undefined, where it can't. */
export type Evaluate = (template: Template, variables: ReadonlyMap<Value, Value>) => Value
