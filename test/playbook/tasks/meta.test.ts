import { expect, test } from 'vitest'
import { diagnostic, mistake, parse, parseTask, taskMistake } from '../rig.ts'

test('meta names what it does', () => {
  expect(parseTask('- meta: flush_handlers')).toMatchObject({ kind: 'meta', meta: 'flush_handlers', action: 'meta' })
  expect(parseTask('- ansible.builtin.meta: noop')).toMatchObject({ kind: 'meta', action: 'ansible.builtin.meta' })
})

test.each([
  ['- meta: flush', '1:3: invalid meta action requested: flush'],
  ['- meta: "{{ what }}"', '1:3: invalid meta action requested: {{ what }}'],
  ['- meta:', '1:3: invalid meta action requested: '],
  ['- meta: end_role', "1:3: Cannot execute 'end_role' from outside of a role"],
])('%j is refused', (text, expected) => {
  expect(taskMistake(text)).toBe(expected)
})

test('a close name is suggested', () => {
  expect(diagnostic('[{hosts: all, tasks: [{meta: flush_handler}]}]').hint).toBe('did you mean "flush_handlers"?')
})

test('a handler may neither flush handlers nor end a role', () => {
  const handler = (meta: string) => mistake(`[{hosts: all, handlers: [{name: a, meta: ${meta}}]}]`)
  expect(handler('flush_handlers')).toContain('flush_handlers cannot be used as a handler')
  expect(handler('end_role')).toContain("Cannot execute 'end_role' from a handler")
})

test('a role may end itself', () => {
  const { tasks } = parse({ 'site.yml': '[{hosts: all, roles: [a]}]', 'roles/a/tasks/main.yml': '- meta: end_role' })
  expect(tasks).toMatchObject([{ kind: 'meta', meta: 'end_role' }])
})
