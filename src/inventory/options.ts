import type { Dict } from '../values.ts'
import type { GroupNameRule } from './group-name.ts'
import type { Evaluate } from './source.ts'

/** Settings of inventories, under the names that ansible.cfg gives them where it has one. */
export interface InventoryOptions {
  /** Told of everything a person should know, each message once. */
  readonly warn?: ((message: string) => void) | undefined
  /** Told of details that are shown from a level of verbosity on. */
  readonly debug?: ((level: number, message: string) => void) | undefined
  readonly vault?: ((ciphertext: string) => string) | undefined
  readonly evaluate?: Evaluate | undefined
  readonly extraVars?: Dict | undefined
  /** `hash_behaviour = merge`. */
  readonly merge?: boolean
  /** `ansible_python_interpreter` of the implicit localhost. */
  readonly python?: string | undefined
  /** `enable_plugins`. */
  readonly enabled?: readonly string[] | undefined
  /** `inventory_ignore_extensions`. */
  readonly ignoredExtensions?: readonly string[] | undefined
  /** `inventory_ignore_patterns`: regular expressions. */
  readonly ignoredPatterns?: readonly string[] | undefined
  readonly yamlExtensions?: readonly string[] | undefined
  /** `force_valid_group_names`. */
  readonly groupNames?: GroupNameRule | undefined
  /** `any_unparsed_is_failed`. */
  readonly anyUnparsedIsFailed?: boolean | undefined
  /** `unparsed_is_failed`. */
  readonly unparsedIsFailed?: boolean | undefined
  /** `inventory_unparsed_warning`; true unless told. */
  readonly unparsedWarning?: boolean | undefined
  /** `host_pattern_mismatch`. */
  readonly patternMismatch?: 'warning' | 'error' | 'ignore' | undefined
  /** `always_show_stderr` of inventory scripts; true unless told. */
  readonly alwaysShowStderr?: boolean | undefined
  /** Files of variables beside inventories and playbooks. */
  readonly varsFiles?: VarsFilesOptions | undefined
  /** `precedence`: the order of the rungs of group variables. */
  readonly precedence?: readonly string[] | undefined
}

/** When files of group_vars and host_vars are read. */
export interface VarsFilesOptions {
  /** False when `vars_plugins_enabled` leaves `host_group_vars` out. */
  readonly enabled?: boolean | undefined
  /** `stage` of the plugin itself. */
  readonly stage?: 'all' | 'task' | 'inventory' | undefined
  /** `run_vars_plugins`: on demand, or at the start, with the inventory. */
  readonly run?: 'demand' | 'start' | undefined
}

const rejected = ['.pyc', '.pyo', '.swp', '.bak', '~', '.rpm', '.md', '.txt', '.rst']

/** What holds where nothing is set. */
export const inventoryDefaults = {
  enabled: ['host_list', 'script', 'auto', 'yaml', 'ini', 'toml'],
  ignoredExtensions: [...rejected, '.orig', '.cfg', '.retry'],
  yamlExtensions: ['.yml', '.yaml', '.json'],
  precedence: [
    'all_inventory',
    'groups_inventory',
    'all_plugins_inventory',
    'all_plugins_play',
    'groups_plugins_inventory',
    'groups_plugins_play',
  ],
} as const
