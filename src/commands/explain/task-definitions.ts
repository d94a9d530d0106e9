/** How one task defines a variable: for itself and its parts, or for what comes after it. */
import { ancestorsOf, rolesOf } from '../../playbook/inheritance.ts'
import { taskName } from '../../playbook/names.ts'
import type { AnyTask, Parent, Role } from '../../playbook/types.ts'
import type { PlainTask } from '../../playbook/walk.ts'
import { type Dict, Template, type Value } from '../../values.ts'
import { positionOfKey } from '../../yaml/positions.ts'
import { includedVariables } from './included-variables.ts'
import type { LaterDefinition, Looking } from './later-definitions.ts'

/** What the blocks, imports, includes and roles around a task define for it. */
export const definitionsAround = (task: PlainTask, name: string): readonly LaterDefinition[] => [
  ...rolesOf(task).flatMap((role) => [
    ...written(name, role.params, { near: role, rung: 'role params', origin: `parameters of role "${role.name}"` }),
    ...usedWith(name, role),
  ]),
  ...[...ancestorsOf(task)].flatMap((parent) => ofParent(name, parent)),
]

/** The `vars` of an entry under `roles`; those of an import or include are told as that one's. */
const usedWith = (name: string, role: Role): readonly LaterDefinition[] =>
  role.fromInclude
    ? []
    : written(name, role.vars, { near: role, rung: 'role vars', origin: `vars of the use of role "${role.name}"` })

const ofParent = (name: string, parent: Parent): readonly LaterDefinition[] => {
  switch (parent.kind) {
    case 'play':
    case 'role':
      return []
    case 'include_tasks':
    case 'include_role':
      return written(name, parent.vars, {
        near: parent,
        rung: 'include params',
        origin: `for what ${parent.kind} brings`,
      })
    case 'block':
      return written(name, parent.vars, { near: parent, rung: 'block and task vars', origin: 'vars of a block' })
    default:
      return written(name, parent.vars, {
        near: parent,
        rung: 'block and task vars',
        origin: `for what ${parent.kind} brings`,
      })
  }
}

interface How extends Pick<LaterDefinition, 'rung' | 'origin'> {
  readonly near: Pick<AnyTask, 'position'>
}

/** A definition that is written down. */
const written = (name: string, values: Dict, { near, rung, origin }: How): readonly LaterDefinition[] => {
  const shown = values.get(name)
  const position = positionOfKey(values, name) ?? near.position
  return shown === undefined ? [] : [{ tag: 'later', rung, shown, position, origin }]
}

/** What a task itself defines. */
export const definitionsOf = async (looking: Looking, task: PlainTask): Promise<readonly LaterDefinition[]> => {
  const { name } = looking
  const note = (rung: LaterDefinition['rung'], text: string): LaterDefinition => ({
    ...{ tag: 'later', rung, shown: { note: text }, position: task.position, origin: toldOf(task) },
  })
  return [
    ...ownVars(task, name),
    ...(isLoopVariable(task, name) ? [note('loop variables', 'each item')] : []),
    ...(task.register === name ? [note('set_fact and registered vars', 'the result')] : []),
    ...byModule(task, name),
    ...(gathers(task, name) ? [{ ...note('host facts', 'if it is a fact'), tag: 'maybe' as const }] : []),
    ...(task.kind === 'task' && task.module === 'include_vars' ? await includedVariables(looking, task) : []),
  ]
}

const ownVars = (task: PlainTask, name: string): readonly LaterDefinition[] => {
  const isInclude = task.kind === 'include_tasks' || task.kind === 'include_role'
  const origin = isInclude ? `for what ${task.kind} brings` : `for ${toldOf(task)}`
  const rung = isInclude ? 'include params' : 'block and task vars'
  return written(name, task.vars, { near: task, rung, origin })
}

const isLoopVariable = ({ loop, with: lookup, loop_control: control }: PlainTask, name: string): boolean =>
  (loop !== undefined || lookup !== undefined) && [control?.loop_var ?? 'item', control?.index_var].includes(name)

/** What modules define that take variables as options. */
const byModule = (task: PlainTask, name: string): readonly LaterDefinition[] => {
  if (task.module !== 'set_fact' && task.module !== 'add_host') return []
  const rung = task.module === 'set_fact' ? 'set_fact and registered vars' : 'inventory file host vars'
  const origin = toldOf(task)
  const shown = task.args.get(name)
  const position = task.argPositions.get(name) ?? task.position
  if (shown !== undefined) return [{ tag: 'later', rung, shown, position, origin }]
  const computed = task.variableArgs ?? [...task.args.keys()].find(isComputed)
  if (computed === undefined) return []
  return [{ tag: 'maybe', rung, shown: { note: 'names known in the run' }, position: task.position, origin }]
}

const isComputed = (key: Value): boolean => key instanceof Template || (typeof key === 'string' && key.includes('{{'))

/** The names of the facts that modules give. */
const factsOf: Readonly<Record<string, RegExp>> = {
  setup: /^ansible_/,
  gather_facts: /^ansible_/,
  getent: /^getent_/,
  package_facts: /^packages$/,
  service_facts: /^services$/,
  mount_facts: /^mount_points$/,
}

const gathers = (task: PlainTask, name: string): boolean => factsOf[task.module]?.test(name) ?? false

const toldOf = (task: PlainTask): string => `${task.action}${task.name === undefined ? '' : ` "${taskName(task)}"`}`
