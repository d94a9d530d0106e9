import { expect, it } from 'vitest'
import { runSite } from '../../rig/run-site.ts'

const program = '#!/bin/sh\necho "{\\"said\\": \\"$(grep -o "say=[a-z]*" "$1")\\"}"\n'
const modules = 'collections/ansible_collections/acme/tools/plugins/modules'
const collection = {
  [`${modules}/one.sh`]: program,
  [`${modules}/two.sh`]: program,
  [`${modules}/apart.sh`]: program,
  'library/own': program,
  'collections/ansible_collections/acme/tools/meta/runtime.yml': `
    plugin_routing:
      modules: {old: {redirect: acme.tools.two}, seen: {redirect: ansible.builtin.ping}, round: {redirect: acme.tools.round}}
    action_groups:
      all:
        - metadata: {extend_group: [some, acme.gone.none]}
        - one
      some: [metadata: {extend_group: acme.tools.all}, acme.tools.old, ansible.builtin.ping]
  `,
}

it('gives defaults to the modules of a group, weaker than those of the module itself', async () => {
  const { result } = await runSite({
    ...collection,
    'site.yml': `
      - hosts: a
        module_defaults:
          group/acme.tools.all: {say: "{{ word }}"}
          acme.tools.one: {other: module}
        vars: {word: group}
        tasks:
          - {name: one, acme.tools.one: }
          - {name: two, acme.tools.two: }
          - {name: ping, ping: , module_defaults: {group/acme.tools.all: {data: group}}}
          - {name: apart, acme.tools.apart: }
          - {name: own, own: }
          - {name: told, acme.tools.one: {say: task}}
          - {name: short, one: , collections: [acme.tools], module_defaults: {acme.tools.one: {say: short}}}
          - {name: module, acme.tools.two: , module_defaults: {acme.tools.two: {say: nearer}}}
          - {name: nearer, acme.tools.two: , module_defaults: [{group/acme.tools.all: {say: nearer}}]}
    `,
  })
  const said = ['one', 'two', 'apart', 'own', 'told', 'short', 'module', 'nearer'].map((name) => result(name).said)
  expect(said).toEqual(['say=group', 'say=group', '', '', 'say=task', 'say=short', 'say=nearer', 'say=nearer'])
  expect(result('ping').ping).toBe('group')
})

it('knows groups that were Ansible’s own, with built-in modules of collections that are not installed', async () => {
  const { result } = await runSite(`
    - hosts: a
      module_defaults: {group/docker: {name: web, state: nonsense}, group/aws: {data: aws}}
      tasks:
        - {name: in, community.docker.docker_container: , ignore_errors: true}
        - {name: out, ping: }
  `)
  expect(result('in').msg).toContain('nonsense')
  expect(result('out').ping).toBe('pong')
})

it('refuses a group that is not there where it is named', async () => {
  const { error, events } = await runSite({
    ...collection,
    'site.yml': '[{hosts: a, tasks: [{name: t, ping: , module_defaults: {group/acme.tools.nope: {data: x}}}]}]',
  })
  expect(events.filter(({ type }) => type === 'host-start')).toEqual([])
  expect(error?.diagnostic.message).toContain('could not resolve the module_defaults group acme.tools.nope')
  expect(error?.diagnostic.position).toMatchObject({ line: 1, column: 57 })
  expect(error?.exitStatus).toBe(4)
})

it('runs what a module was moved to', async () => {
  const { result, status } = await runSite({
    ...collection,
    'site.yml': `
      - hosts: a
        tasks:
          - {name: full, acme.tools.old: {say: full}}
          - {name: short, old: {say: short}, collections: [acme.tools]}
          - {name: built in, acme.tools.seen: {data: seen}}
    `,
  })
  expect([result('full').said, result('short').said, result('built in').ping]).toEqual([
    'say=full',
    'say=short',
    'seen',
  ])
  expect(status).toBe(0)
})

it('finds no module that is moved in a circle', async () => {
  const { error } = await runSite({ ...collection, 'site.yml': '[{hosts: a, tasks: [acme.tools.round: ]}]' })
  expect(error?.message).toContain("couldn't resolve module/action 'acme.tools.round'")
})
