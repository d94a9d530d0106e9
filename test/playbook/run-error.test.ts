import { expect, test } from 'vitest'
import { UserError } from '../../src/errors.ts'
import { parse } from './rig.ts'

const exitStatus = (text: string): number | undefined => {
  try {
    parse(text)
  } catch (error) {
    if (error instanceof UserError) return error.exitStatus
  }
  return undefined
}

test.each([
  ['[{hosts: all, roles: [none]}]', 1],
  ['[{hosts: all, roles: ["a,b"]}]', 1],
  ['[{import_playbook: none.yml}]', 1],
  ['[{hosts: all, tasks: [{import_tasks: none.yml}]}]', 1],
  ['[{hosts: all, tasks: [{ping: , tags: {a: b}}]}]', 1],
  ['[{hosts: all, tasks: [{ping: , tags: }]}]', 1],
  ['[{hosts: all, tasks: [{ping: , register: a-b}]}]', 1],
  ['[{hosts: all, tasks: [{ping: , register: [a]}]}]', 4],
  ['[{hosts: all, roles: ["{{ nowhere }}"]}]', 1],
  ['[{hosts: all, roles: [5]}]', 4],
  ['[{hosts: all, tasks: [{import_role: {name: "{{ nowhere }}"}}]}]', 1],
  ['[{import_playbook: "{{ nowhere }}"}]', 1],
  ['[{hosts: all, tasks: [{import_tasks: "{{ nowhere }}"}]}]', 4],
  ['[{hosts: all, vars_prompt: a}]', 1],
  ['[{hosts: all, gather_subset: [5]}]', 4],
  ['[{hosts: all, tasks: [{include_role: {name: a, public: maybe}}]}]', 4],
  ['[{hosts: all, tasks: [{include_tasks: {file: a, apply: }}]}]', 4],
  ['[{hosts: all, nonsense: 1}]', 4],
  ['[{hosts: all, tasks: [{ping: , copy: a}]}]', 4],
])('%s ends with %i, as in the reference', (text, status) => {
  expect(exitStatus(text)).toBe(status)
})
