import type { Task } from '../types.ts'

/** What a task that nobody wrote is made of; the rest is empty. */
export type UnwrittenTask = Pick<Task, 'parent' | 'position' | 'name' | 'action' | 'module' | 'args'> &
  Partial<Pick<Task, 'argPositions' | 'run_once'>>

/** A task that runs whatever tags are chosen, as gathering facts and checking a role's arguments do. */
export const unwrittenTask = (parts: UnwrittenTask): Task => ({
  kind: 'task',
  keywords: new Map(),
  actionTemplate: undefined,
  program: undefined,
  argPositions: new Map(),
  freeForm: undefined,
  variableArgs: undefined,
  when: [],
  tags: ['always'],
  environment: [],
  module_defaults: [],
  vars: new Map(),
  loop: undefined,
  with: undefined,
  loop_control: undefined,
  register: undefined,
  until: undefined,
  changed_when: undefined,
  failed_when: undefined,
  handler: false,
  listen: [],
  ...parts,
})
