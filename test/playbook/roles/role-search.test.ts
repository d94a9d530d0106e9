import { expect, test } from 'vitest'
import { diagnostic, type Files, mistake, parse } from '../rig.ts'

const found = (name: string, files: Files, rolesPath: readonly string[] = []) => {
  const { play, directory } = parse({ 'site.yml': `[{hosts: all, roles: ["${name}"]}]`, ...files }, { rolesPath })
  return [play.roles[0]!.name, play.roles[0]!.path.replace(`${directory}/`, '')]
}

const task = (...paths: string[]): Files => Object.fromEntries(paths.map((path) => [`${path}/tasks/main.yml`, '']))

test.each<[what: string, files: Files, expected: string]>([
  ['in roles/', task('roles/a', 'shared/a', 'a'), 'roles/a'],
  ['along the roles path', task('shared/a', 'other/a', 'a'), 'shared/a'],
  ['along the roles path, later', task('other/a', 'a'), 'other/a'],
  ['beside the playbook', task('a'), 'a'],
])('a role is found %s', (_, files, expected) => {
  expect(found('a', files, ['shared', 'other'])).toEqual(['a', expected])
})

test('a role may be a path', () => {
  expect(found('lib/a', task('roles/lib/a'))).toEqual(['lib/a', 'roles/lib/a'])
  expect(found('./lib/a', task('lib/a'))).toEqual(['./lib/a', 'lib/a'])
})

test('a role of an imported playbook is found beside that', () => {
  const { playbook, directory } = parse({
    'site.yml': '- import_playbook: sub/more.yml',
    'sub/more.yml': '[{hosts: all, roles: [a]}]',
    ...task('sub/roles/a', 'roles/a'),
  })
  expect(playbook.plays[0]!.roles[0]!.path).toBe(`${directory}/sub/roles/a`)
})

test('a role that is nowhere is told with where it was looked for and what is close', () => {
  const files = { 'site.yml': '- hosts: all\n  roles:\n    - role: nginxx', ...task('roles/nginx') }
  expect(mistake(files, { rolesPath: ['/shared/roles'] })).toBe(
    "site.yml:3:7: the role 'nginxx' was not found in /roles:/shared/roles:",
  )
  expect(diagnostic(files).hint).toBe('did you mean "nginx"?')
})
