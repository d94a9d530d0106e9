/** `vars` given where tasks or a role are included: stronger than what the host has learnt. */
import { ancestorsOf, roleOf } from '../playbook/inheritance.ts'
import type { AnyTask, IncludeRole, IncludeTasks, Parent } from '../playbook/types.ts'
import type { Dict, Value } from '../values.ts'
import type { Layer } from './precedence.ts'

/**
 * The variables of all dynamic includes around a task (and its own, if it is one), inner ones winning. Where a role
 * includes or imports another, the parameters it was itself used with win over what it gives to that one.
 */
export const includeParams = (task: AnyTask): Layer => {
  const values: Dict = new Map()
  for (const node of [task, ...ancestorsOf(task)].toReversed()) {
    if (isInclude(node)) addAll(values, node.vars)
    if (node.kind === 'include_role' || node.kind === 'import_role') addAll(values, roleOf(node)?.params)
  }
  const parents = parentRoles(task)
  if (parents.length > 0) addParentRoles(values, parents)
  return { rung: 'include params', origin: 'vars of the include', values }
}

const addAll = (values: Dict, more: Dict = new Map()): void => {
  for (const [name, value] of more) values.set(name, value)
}

const isInclude = (node: AnyTask | Parent): node is IncludeTasks | IncludeRole =>
  node.kind === 'include_tasks' || node.kind === 'include_role'

interface ParentRole {
  readonly name: string
  readonly path: string
}

/** The roles from which the task's role was included or imported, the nearest first. */
const parentRoles = (task: AnyTask): readonly ParentRole[] => {
  const found: ParentRole[] = []
  let including = false
  for (const node of ancestorsOf(task)) {
    if (node.kind === 'include_role' || node.kind === 'import_role') including = true
    else if (node.kind === 'role' && including) {
      found.push(node)
      including = false
    }
  }
  return found
}

const addParentRoles = (values: Dict, parents: readonly ParentRole[]): void => {
  const names: Value[] = parents.map((role) => role.name)
  const paths: Value[] = parents.map((role) => role.path)
  values.set('ansible_parent_role_names', names)
  values.set('ansible_parent_role_paths', paths)
}
