import { dirname, resolve } from 'node:path'
import type { Position } from '../errors.ts'
import type { Dict, Value } from '../values.ts'
import { loadYamlFile } from '../yaml/load-file.ts'
import type { Node } from './inheritance.ts'
import type { Notice } from './types.ts'

/** What parsing must be told, as it can't import what evaluates templates or runs modules. */
export interface ProjectSettings {
  /**
   * Evaluates what must be known while parsing: the name of an imported file, a role's name, a tag. Only variables that
   * don't depend on a host exist then: extra variables, those of the play and of the roles and blocks around `node`.
   */
  readonly evaluate: (value: Value, node: Node) => Value
  /** True when there is a module or action of that name: `copy`, `docker_container`, `acme.tools.widget`. */
  readonly knownAction: (name: string) => boolean
  /** True when there is a lookup of that name, for `with_NAME`. */
  readonly knownLookup: (name: string) => boolean
  /** All action names, for suggestions. */
  readonly actionNames: () => Iterable<string>
  /** Where roles are looked for after the playbook's `roles/`: absolute directories. */
  readonly rolesPath: readonly string[]
  /** Directories that hold `ansible_collections/`; the playbook's `collections/` comes before them. */
  readonly collectionsPath: readonly string[]
  /** A key of a task that is neither a keyword nor a module is a mistake; else it is passed over. */
  readonly refusesUnknownKeys: boolean
  /** Variables of imported and of included roles are everybody's where the import or include doesn't say. */
  readonly publicRoles: { readonly imported: boolean; readonly included: boolean }
  /** `hash_behaviour = merge`: dicts of the same name in several files of a role's variables become one. */
  readonly mergesDicts: boolean
  /** Where modules that are programs are looked for after the `library/` of the playbook and of roles. */
  readonly modulePath: readonly string[]
  /** Where Python code that modules import is looked for after the `module_utils/` of the playbook and of roles. */
  readonly moduleUtilsPath: readonly string[]
  /** How modules written in Python are run. */
  readonly python: PythonSettings
  /** What gathers facts; `smart` is the module for the host's system. */
  readonly factsModules: readonly string[]
  /** Reads a YAML file; decrypts what must be. */
  readonly loadFile: (path: string) => Value
}

/** How modules written in Python are run. */
export interface PythonSettings {
  /** A path, with arguments; `auto` and the like look for one. */
  readonly interpreter: string
  /** How many files a module may have open; 0 for as many as it is given. */
  readonly openFiles: number
  /** Calls leave no line in the host's log. */
  readonly silent: boolean
}

/** The playbooks and roles being parsed, with what was noticed on the way. */
export interface Project extends ProjectSettings {
  /** The directory of the first playbook: `collections/` beside it is searched. */
  readonly directory: string
  readonly notices: Notice[]
  /** The `library/` of each role that was read, in that order. */
  readonly libraries: Set<string>
  /** The files of modules by name, of each folder that was searched. */
  readonly programs: Map<string, ReadonlyMap<string, string>>
  /** What was found of those that tasks name, by all it depends on. */
  readonly foundPrograms: Map<string, string | undefined>
  /** Variables of roles that have several files of them, with the dicts of the files, by where they are. */
  readonly roleVars: Map<string, { readonly of: readonly Dict[]; readonly all: Dict }>
  /** Adds a notice, once for each place. */
  notice(
    kind: Notice['kind'],
    message: string,
    at: { readonly position?: Position | undefined; readonly hint?: string },
  ): void
}

/** A project around a playbook; settings that are not given have the defaults of a run without configuration. */
export const createProject = (playbook: string, settings: Partial<ProjectSettings> = {}): Project => {
  const notices: Notice[] = []
  const seen = new Set<string>()
  return {
    ...defaults,
    ...settings,
    directory: dirname(resolve(playbook)),
    notices,
    libraries: new Set(),
    programs: new Map(),
    foundPrograms: new Map(),
    roleVars: new Map(),
    notice: (kind, message, { position, hint }) => {
      const key = `${message} ${position?.file}:${position?.line}:${position?.column}`
      if (seen.has(key)) return
      seen.add(key)
      notices.push({ kind, message, position, hint })
    },
  }
}

const defaults: ProjectSettings = {
  evaluate: (value) => value,
  knownAction: () => true,
  knownLookup: () => true,
  actionNames: () => [],
  rolesPath: [],
  collectionsPath: [],
  refusesUnknownKeys: true,
  mergesDicts: false,
  modulePath: [],
  moduleUtilsPath: [],
  python: { interpreter: 'auto', openFiles: 0, silent: false },
  factsModules: ['smart'],
  publicRoles: { imported: true, included: false },
  loadFile: (path) => loadYamlFile(path),
}
