/** The variables that roles give: their defaults, vars and params, with those of the roles around them. */
import type { Position } from '../errors.ts'
import { rolesOf } from '../playbook/inheritance.ts'
import type { AnyTask, Role } from '../playbook/types.ts'
import type { Dict } from '../values.ts'
import { positionOfKey } from '../yaml/positions.ts'
import type { Layer, Rung } from './precedence.ts'

/** A layer over a dict that was read from a file. */
export const layerOf = (rung: Rung, origin: string, values: Dict): Layer => ({
  rung,
  origin,
  values,
  position: (name: string): Position | undefined => positionOfKey(values, name),
})

/** The roles that a role depends on, in the order they run, each after those it depends on itself. */
export const allDependencies = (role: Role): readonly Role[] =>
  role.dependencies.flatMap((dependency) => [...allDependencies(dependency), dependency])

/** Defaults that a task of the role sees, strongest first: its own, those of the roles around it, its dependencies'. */
export const defaultLayers = (role: Role, around: readonly Role[] = []): readonly Layer[] => [
  ...[role, ...around].map((one) => layerOf('role defaults', `defaults of role "${one.name}"`, one.defaults)),
  ...allDependencies(role)
    .toReversed()
    .flatMap((dependency) => defaultLayers(dependency)),
]

/** What a role of the play exports to every task: its vars files, perhaps those of its use, and those of its dependencies. */
export const exportedLayers = (role: Role, exportsUses = false): readonly Layer[] => [
  layerOf('role vars', `vars of role "${role.name}"`, role.roleVars),
  ...(exportsUses ? [layerOf('role vars', `vars of the use of role "${role.name}"`, role.vars)] : []),
  ...allDependencies(role)
    .toReversed()
    .flatMap((dependency) => exportedLayers(dependency, exportsUses)),
]

/** Role vars that a task of the role sees, strongest first. */
export const roleVarLayers = (role: Role, around: readonly Role[]): readonly Layer[] => [
  layerOf('role vars', `vars of the use of role "${role.name}"`, role.vars),
  ...exportedLayers(role),
  ...around.flatMap((outer) => [
    layerOf('role vars', `vars of role "${outer.name}"`, outer.roleVars),
    layerOf('role vars', `vars of the use of role "${outer.name}"`, outer.vars),
  ]),
]

/** Parameters given where the role and the roles around it are used, strongest first. */
export const paramLayers = (roles: readonly Role[]): readonly Layer[] =>
  roles.map((role) => layerOf('role params', `parameters of role "${role.name}"`, role.params))

/** The role a task is written in and the roles around that one, nearest first. */
export const rolesAround = (task: AnyTask): { readonly role: Role | undefined; readonly around: readonly Role[] } => {
  const [role, ...around] = rolesOf(task)
  return { role, around }
}
