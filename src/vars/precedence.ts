/** The order of precedence of variables: Ansible's, as one table. */
import type { Position } from '../errors.ts'
import type { Value } from '../values.ts'

/** Where a variable can be defined, weakest first. A later rung wins over an earlier one. */
export const rungs = [
  'role defaults',
  'inventory file group vars',
  'inventory group_vars/all',
  'playbook group_vars/all',
  'inventory group_vars/*',
  'playbook group_vars/*',
  'inventory file host vars',
  'inventory host_vars/*',
  'playbook host_vars/*',
  'host facts',
  'play vars',
  'play vars_prompt',
  'play vars_files',
  'role vars',
  'block and task vars',
  'include_vars',
  'set_fact and registered vars',
  'role params',
  'include params',
  'extra vars',
  'magic variables',
  'loop variables',
] as const

/** The name of a place in the order of precedence. */
export type Rung = (typeof rungs)[number] | 'command line values'

/** Named values as a scope reads them: a Map, or something lazy that looks like one. */
export interface Names {
  get(name: string): Value | undefined
  has(name: string): boolean
  keys(): Iterable<unknown>
}

/** The variables of one origin. */
export interface Layer {
  readonly rung: Rung
  /** What defines them, for people: `role "web"`, a file's path. */
  readonly origin: string
  readonly values: Names
  /** Where a name is defined, as far as it is known. */
  position?(name: string): Position | undefined
}

/** The place of a rung in the order: 0 is the weakest that is a variable, below it are values of the command line. */
export const rankOf = (rung: Rung): number => (rungs as readonly Rung[]).indexOf(rung)
