import { type Node, parentOf } from './inheritance.ts'
import { runError } from './run-error.ts'
import type { ImportTasks, Role } from './types.ts'

/** @throws UserError when a file imports itself, directly or through others. */
export const refuseRecursion = (node: ImportTasks): void => {
  for (const parent of staticParents(node)) {
    if (parent.kind === 'import_tasks' && parent.file === node.file)
      throw runError(
        `A recursion loop was detected: ${node.file} imports itself`,
        node.position,
        'what is imported is read before anything runs; include_tasks can end a recursion with a condition',
      )
  }
}

/** @throws UserError when a role depends on itself or imports the tasks it is imported from. */
export const refuseRoleRecursion = (role: Role): void => {
  for (const parent of staticParents(role)) {
    if (parent.kind === 'role' && parent.path === role.path && parent.identity === role.identity)
      throw runError(
        `A recursion loop was detected with the roles specified. Make sure child roles do not have dependencies on parent roles: '${role.name}' needs itself`,
        role.position,
      )
  }
}

/** The objects around a node up to the nearest dynamic include, which is where a recursion can end. */
function* staticParents(node: Node): Generator<Node> {
  for (let at = parentOf(node); at !== undefined; at = parentOf(at)) {
    if (at.kind === 'include_tasks' || at.kind === 'include_role') return
    yield at
  }
}
