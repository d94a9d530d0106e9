import { join, resolve } from 'node:path'
import type { Config } from '../config/config.ts'
import type { EventSink } from '../events.ts'
import { moduleNames } from '../modules/registry.ts'
import type { Node } from '../playbook/inheritance.ts'
import { moduleNameOf } from '../playbook/modules/module-names.ts'
import { createProject, type Project } from '../playbook/project.ts'
import type { TemplatingEnvironment } from '../templating/environment.ts'
import type { Value } from '../values.ts'
import { collectionsPath } from './collections-path.ts'
import { rejectedModules } from './plugin-filters.ts'
import type { RunOptions } from './run-options.ts'

interface Parts {
  readonly options: Pick<RunOptions, 'directory' | 'modulePath'>
  readonly config: Config
  readonly environment: TemplatingEnvironment
  /** Evaluates what doesn't depend on a host. */
  readonly evaluate: (value: Value, node: Node) => Value
  readonly loadFile: (path: string) => Value
  readonly emit: EventSink
}

/** What is run by the executor itself, besides modules. */
const executed = ['meta', 'include', 'include_tasks', 'import_tasks', 'include_role', 'import_role']

/** The names of all that a task can do. */
export const actionNames = (): ReadonlySet<string> => new Set([...moduleNames(), ...executed])

/** The project around a playbook, with what parsing must know of modules, lookups and variables. */
export const projectFor = ({ options, config, environment, evaluate, loadFile, emit }: Parts): Project => {
  const rejected = rejectedModules(config, (message) => emit({ type: 'notice', level: 'warning', message }))
  const known = new Set([...actionNames()].filter((name) => !rejected.has(name)))
  return createProject(join(options.directory, 'playbook'), {
    evaluate,
    knownAction: (name) => known.has(moduleNameOf(name)),
    knownLookup: (name) => environment.lookupNamed(name) !== undefined,
    actionNames: () => known,
    rolesPath: config.list('DEFAULT_ROLES_PATH'),
    collectionsPath: collectionsPath(config),
    refusesUnknownKeys: config.flag('INVALID_TASK_ATTRIBUTE_FAILED'),
    mergesDicts: config.get('DEFAULT_HASH_BEHAVIOUR') === 'merge',
    modulePath: [...(options.modulePath ?? []).map((path) => resolve(path)), ...config.list('DEFAULT_MODULE_PATH')],
    moduleUtilsPath: config.list('DEFAULT_MODULE_UTILS_PATH'),
    python: {
      interpreter: config.text('INTERPRETER_PYTHON') ?? 'auto',
      openFiles: Number(config.text('PYTHON_MODULE_RLIMIT_NOFILE')) || 0,
      silent: config.flag('DEFAULT_NO_TARGET_SYSLOG'),
    },
    factsModules: config.list('FACTS_MODULES'),
    publicRoles: publicRoles(config),
    loadFile,
  })
}

/** Imported roles are public and included ones private, unless the setting says one for both. */
const publicRoles = (config: Config): Project['publicRoles'] => {
  const { value, origin } = config.lookup('DEFAULT_PRIVATE_ROLE_VARS')
  return origin === 'default' ? { imported: true, included: false } : { imported: !value, included: !value }
}
