import { expect, it } from 'vitest'
import type { Task } from '../../../src/playbook/types.ts'
import { parse } from '../rig.ts'

const installed = (module: string) => `collections/ansible_collections/${module}.py`
const mysql = installed('community/mysql/plugins/modules/mysql_user')
const ufw = installed('community/general/plugins/modules/ufw')
const other = installed('acme/tools/plugins/modules/ufw')

/** The files that tasks of these names are run by. */
const programs = (tasks: string, files: readonly string[] = []) => {
  const site = `- hosts: all\n  tasks: [${tasks}]`
  const paths = [mysql, ufw, other, ...files]
  const parsed = parse(
    { ...Object.fromEntries(paths.map((path) => [path, ''])), 'site.yml': site },
    { knownAction: (name) => name === 'ufw' },
  )
  return parsed.tasks.map((task) => (task as Task).program?.slice(parsed.directory.length + 1))
}

it('finds what was a module of Ansible once by its short name', () => {
  expect(programs('{mysql_user: }, {community.mysql.mysql_user: }')).toEqual([mysql, mysql])
  expect(programs('{mysql_user: }', ['library/mysql_user.py'])).toEqual(['library/mysql_user.py'])
})

it('takes the module that is built in before that of an installed collection, not before that of the project', () => {
  expect(programs('{ufw: }, {community.general.ufw: }, {ufw: , collections: [community.general]}')).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  expect(programs('{acme.tools.ufw: }, {ufw: , collections: [acme.tools]}')).toEqual([other, other])
  expect(programs('{ufw: }', ['library/ufw.py'])).toEqual(['library/ufw.py'])
})
