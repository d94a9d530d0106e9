import { expect, test } from 'vitest'
import { collectionOf } from '../../../src/playbook/modules/collections.ts'
import { roleName } from '../../../src/playbook/names.ts'
import { mistake, parse, write } from '../rig.ts'

const inCollection = 'ansible_collections/acme/tools'

test.each<[what: string, file: string]>([
  ['beside the playbook', `collections/${inCollection}/roles/gauge/tasks/main.yml`],
])('a role of a collection is found %s', (_, file) => {
  const { play } = parse({ 'site.yml': '[{hosts: all, roles: [acme.tools.gauge]}]', [file]: '' })
  expect(play.roles.map(roleName)).toEqual(['acme.tools.gauge'])
  expect(play.roles[0]).toMatchObject({ name: 'gauge', collection: 'acme.tools' })
})

test('a role of a collection is found along the collections path', () => {
  const path = write({ [`${inCollection}/roles/gauge/tasks/main.yml`]: '' })
  const site = '[{hosts: all, roles: [acme.tools.gauge]}]'
  expect(parse(site, { collectionsPath: [path] }).play.roles.map(roleName)).toEqual(['acme.tools.gauge'])
  expect(parse(site, { collectionsPath: [`${path}/ansible_collections`] }).play.roles).toHaveLength(1)
  expect(mistake(site)).toContain("the role 'acme.tools.gauge' was not found")
})

test('a short name is looked for in the collections of the play', () => {
  const file = `collections/${inCollection}/roles/gauge/tasks/main.yml`
  const { play } = parse({
    'site.yml': '[{hosts: all, collections: [acme.tools], roles: [gauge, own]}]',
    [file]: '',
    'roles/own/tasks/main.yml': '',
  })
  expect(play.roles.map(roleName)).toEqual(['acme.tools.gauge', 'own'])
})

test('a role of a collection finds its neighbours by their short names', () => {
  const roles = `collections/${inCollection}/roles`
  const { play } = parse({
    'site.yml': '[{hosts: all, roles: [acme.tools.gauge]}]',
    [`${roles}/gauge/meta/main.yml`]: 'dependencies: [dial]',
    [`${roles}/dial/tasks/main.yml`]: '',
  })
  expect(play.roles[0]!.dependencies.map(roleName)).toEqual(['acme.tools.dial'])
})

test('a playbook of a collection is imported by its name and searches its collection', () => {
  const { playbook } = parse({
    'site.yml': '- import_playbook: acme.tools.all',
    [`collections/${inCollection}/playbooks/all.yml`]: '[{hosts: all, roles: [gauge]}]',
    [`collections/${inCollection}/roles/gauge/tasks/main.yml`]: '',
  })
  expect(playbook.plays[0]!.roles.map(roleName)).toEqual(['acme.tools.gauge'])
  expect(playbook.plays[0]!.collections).toEqual(['acme.tools', 'ansible.legacy'])
})

test('a file’s collection is told by its path', () => {
  expect(collectionOf('/x/ansible_collections/acme/tools/playbooks/a.yml')).toBe('acme.tools')
  expect(collectionOf('/x/acme/tools/playbooks/a.yml')).toBeUndefined()
})
