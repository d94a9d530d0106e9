import type { Config } from './config/config.ts'
import { moduleNames } from './modules/registry.ts'
import type { Node } from './playbook/inheritance.ts'
import { ancestorsOf } from './playbook/inheritance.ts'
import { createProject, type Project } from './playbook/project.ts'
import type { TemplatingEnvironment } from './templating/environment.ts'
import { Templar } from './templating/templar.ts'
import type { Dict, Value } from './values.ts'
import { LayeredScope } from './vars/layered-scope.ts'
import type { Layer } from './vars/precedence.ts'
import { layerOf } from './vars/role-layers.ts'
import { loadYamlFile } from './yaml/load-file.ts'

interface Parts {
  readonly path: string
  readonly config: Config
  readonly environment: TemplatingEnvironment
  readonly extraVars: Dict
  readonly decrypt: ((text: string) => string) | undefined
}

/** Playbooks run by the executor itself, besides modules. */
const executed = ['meta', 'include', 'include_tasks', 'import_tasks', 'include_role', 'import_role', 'gather_facts']

/** The project around a playbook, with what parsing must know of modules, lookups and variables. */
export const projectFor = ({ path, config, environment, extraVars, decrypt }: Parts): Project => {
  const known = new Set([...moduleNames(), ...executed])
  return createProject(path, {
    evaluate: (value, node) =>
      new Templar(environment, new LayeredScope(staticLayers(node, extraVars))).evaluate(value),
    knownAction: (name) => known.has(name.slice(name.lastIndexOf('.') + 1)),
    knownLookup: (name) => environment.lookupNamed(name) !== undefined,
    actionNames: () => known,
    rolesPath: config.list('DEFAULT_ROLES_PATH'),
    collectionsPath: config.list('COLLECTIONS_PATHS'),
    loadFile: (file): Value => loadYamlFile(file, { vault: decrypt }),
  })
}

/** The variables that are known while parsing: those that belong to no host. */
const staticLayers = (node: Node, extraVars: Dict): readonly Layer[] => [
  layerOf('extra vars', 'the command line (-e)', extraVars),
  ...[node, ...ancestorsOf(node)].flatMap((at): Layer[] => [
    layerOf(at.kind === 'play' ? 'play vars' : 'block and task vars', `vars of a ${at.kind}`, at.vars),
    ...(at.kind === 'role'
      ? [
          layerOf('role vars', `vars of role "${at.name}"`, at.roleVars),
          layerOf('role defaults', `defaults of role "${at.name}"`, at.defaults),
        ]
      : []),
  ]),
]
