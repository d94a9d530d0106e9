import { expect, test } from 'vitest'
import { parse } from '../rig.ts'

const identities = (roles: string, files = {}) => {
  const { play } = parse({
    'site.yml': `[{hosts: all, roles: ${roles}}]`,
    'roles/a/tasks/main.yml': '',
    'roles/b/tasks/main.yml': '',
    ...files,
  })
  return new Set(play.roles.map(({ identity }) => identity)).size
}

test.each([
  '[a, a, {role: a}]',
  '[{role: a, x: 1, y: 2}, {role: a, y: 2, x: 1}]',
  '[{role: a, tags: [t]}, {role: a, tags: t}]',
])('%s are the same', (roles) => {
  expect(identities(roles)).toBe(1)
})

test.each([
  '[a, b]',
  '[a, {role: a, x: 1}]',
  '[{role: a, x: 1}, {role: a, x: "1"}]',
  '[{role: a, x: "{{ y }}"}, {role: a, x: "{{ z }}"}]',
  '[a, {role: a, tags: t}]',
  '[a, {role: a, when: w}]',
  '[a, {role: a, vars: {v: 1}}]',
])('%s are not', (roles) => {
  expect(identities(roles)).toBe(2)
})
