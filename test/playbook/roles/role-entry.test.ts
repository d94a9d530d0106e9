import { expect, test } from 'vitest'
import { parse, plain } from '../rig.ts'

test('keys of an entry that are no keywords are parameters of the role', () => {
  const { play } = parse({
    'site.yml':
      '[{hosts: all, roles: [{role: a, size: 80, become: true, vars: {v: 1}, tags: [t], when: w, sudo_user: u}]}]',
    'roles/a/tasks/main.yml': '',
  })
  const [role] = play.roles
  expect(plain([role!.params, role!.vars, role!.tags, role!.become, role!.become_user])).toEqual([
    ...[{ size: 80 }, { v: 1 }, ['t'], true, 'u'],
  ])
  expect(role!.when).toMatchObject([{ value: 'w' }])
})
