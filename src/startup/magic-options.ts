import type { Config } from '../config/config.ts'
import type { RunSettings } from '../executor/run.ts'
import type { LoadedInventory } from '../inventory/inventory-files.ts'
import { type Dict, dict } from '../values.ts'
import type { RunOptions } from './run-options.ts'

interface Parts {
  readonly options: RunOptions
  readonly settings: RunSettings
  readonly config: Config
  readonly inventory: LoadedInventory
}

/** The magic variables that are the same for the whole run. */
export const magicOptions = ({ options, settings, config, inventory }: Parts): Dict =>
  dict({
    playbook_dir: settings.directory,
    ansible_playbook_python: '/usr/bin/python3',
    ansible_config_file: config.file ?? null,
    ansible_check_mode: settings.check,
    ansible_diff_mode: settings.diff,
    ansible_forks: settings.forks,
    ansible_run_tags: settings.tags.length > 0 ? [...settings.tags] : ['all'],
    ansible_skip_tags: [...settings.skipTags],
    ansible_verbosity: settings.verbosity,
    ansible_inventory_sources: [...inventory.sources],
    ansible_limit: options.limit?.join(','),
    ansible_version: compatibleVersion,
  })

/** The ansible-core version whose language runbook speaks, for playbooks that ask. */
const compatibleVersion = dict({ full: '2.19.0', major: 2, minor: 19, revision: 0, string: '2.19.0' })
