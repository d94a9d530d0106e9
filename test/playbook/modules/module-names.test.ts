import { expect, test } from 'vitest'
import { candidateModules, isBuiltin, moduleNameOf } from '../../../src/playbook/modules/module-names.ts'

test.each([
  ['copy', 'copy'],
  ['ansible.builtin.copy', 'copy'],
  ['ansible.legacy.copy', 'copy'],
  ['community.docker.docker_container', 'docker_container'],
  ['ansible.posix.mount', 'mount'],
  ['community.general.copy', 'community.general.copy'],
  ['acme.tools.copy', 'acme.tools.copy'],
  ['acme.tools.sub.copy', 'acme.tools.sub.copy'],
  ['acme.copy', 'acme.copy'],
])('%s is our %s', (action, module) => {
  expect(moduleNameOf(action)).toBe(module)
})

test('a short name is tried in each collection, then as it is', () => {
  expect(candidateModules('a', ['acme.tools', 'ansible.legacy'])).toEqual(['acme.tools.a', 'a', 'a'])
  expect(candidateModules('a')).toEqual(['a'])
  expect(candidateModules('acme.tools.a', ['acme.more'])).toEqual(['acme.tools.a'])
})

test('a built-in action has three spellings', () => {
  const names = ['meta', 'ansible.builtin.meta', 'ansible.legacy.meta', 'acme.tools.meta', 'metadata']
  expect(names.filter((name) => isBuiltin(name, 'meta'))).toEqual(names.slice(0, 3))
})
