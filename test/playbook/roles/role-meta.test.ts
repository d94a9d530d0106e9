import { expect, test } from 'vitest'
import { mistake, parse, roleNames } from '../rig.ts'

const roles = ['galaxy', 'named', 'repo']
const files = Object.fromEntries(roles.map((name) => [`roles/${name}/tasks/main.yml`, '']))

test.each<[entry: string, name: string]>([
  ['galaxy', 'galaxy'],
  ['{ role: galaxy }', 'galaxy'],
  ['{ name: galaxy }', 'galaxy'],
  ['{ src: galaxy }', 'galaxy'],
  ['{ src: "acme.galaxy,v1.0,named" }', 'named'],
  ['"galaxy,v1.0"', 'galaxy'],
  ['{ src: "https://example.com/acme/repo.git", version: v1 }', 'repo'],
  ['{ src: "git@example.com:acme/repo.git" }', 'repo'],
  ['{ src: "https://example.com/repo.tar.gz", name: named }', 'named'],
])('a dependency on %s is the role %s', (entry, name) => {
  const { play } = parse({
    ...files,
    'site.yml': '[{hosts: all, roles: [a]}]',
    'roles/a/meta/main.yml': `dependencies:\n  - ${entry}`,
  })
  expect(roleNames(play.roles)).toEqual([name, 'a'])
})

test('what a role tells ansible-galaxy is passed over', () => {
  const { play } = parse({
    ...files,
    'site.yml': '[{hosts: all, roles: [a]}]',
    'roles/a/meta/main.yml': 'galaxy_info: {author: me, platforms: [{name: Debian, versions: [all]}]}',
  })
  expect(roleNames(play.roles)).toEqual(['a'])
})

test('a role’s name may come from vars', () => {
  const { play } = parse({
    ...files,
    'site.yml': '[{hosts: all, vars: {r: repo}, roles: ["{{ r }}", {role: "{{ r }}"}]}]',
  })
  expect(roleNames(play.roles)).toEqual(['repo', 'repo'])
})

test.each([
  ['a,b', 'site.yml:3:5: Invalid old style role requirement: a,b'],
  ['{ when: a }', 'site.yml:3:5: role definitions must contain a role name'],
  ['{ src: a }', 'site.yml:3:5: role definitions must contain a role name'],
  ['[a]', 'site.yml:3:5: Invalid role definition: a list'],
  ['5', 'site.yml:3:5: Invalid role definition: 5'],
  ['{ role: 5 }', 'site.yml:3:5: role definitions must contain a role name'],
])('an entry %s of roles is refused', (entry, expected) => {
  expect(mistake(`- hosts: all\n  roles:\n  - ${entry}`)).toBe(expected)
})

test('lists of roles are lists', () => {
  expect(mistake('[{hosts: all, roles: 123}]')).toContain('A malformed role declaration was encountered.')
  const dependencies = { 'site.yml': '[{hosts: all, roles: [a]}]', 'roles/a/meta/main.yml': 'dependencies: b' }
  expect(mistake(dependencies)).toContain('Expected role dependencies to be a list')
})
