import { expect, it } from 'vitest'
import { dict } from '../../src/values.ts'
import { HostVariables } from '../../src/vars/host-variables.ts'

it('gives facts by themselves and in ansible_facts', () => {
  const host = new HostVariables()
  host.addFacts(dict({ ansible_system: 'Linux' }))
  host.addFacts(dict({ ansible_machine: 'arm64' }))
  const { values } = host.factLayer
  expect(values.get('ansible_system')).toBe('Linux')
  expect(values.get('ansible_facts')).toEqual(dict({ system: 'Linux', machine: 'arm64' }))
})

it('gives only ansible_facts and ansible_local where facts are not to be variables', () => {
  const host = new HostVariables({ inject: false })
  host.addFacts(dict({ ansible_system: 'Linux' }))
  expect([...host.factLayer.values.keys()]).toEqual(['ansible_local', 'ansible_facts'])
})

it('forgets facts, and that they were gathered', () => {
  const host = new HostVariables()
  host.addFacts(dict({ ansible_system: 'Linux' }))
  host.markGathered()
  host.clearFacts()
  expect(host.gathered).toBe(false)
  expect(host.factLayer.values.get('ansible_facts')).toEqual(new Map())
})

it('lets set_fact win over include_vars', () => {
  const host = new HostVariables()
  host.addSetFacts(dict({ x: 1 }))
  host.addIncludeVars(dict({ x: 2 }))
  expect(host.setLayers.map(({ values }) => values.get('x'))).toEqual([1, 2])
})

it('replaces a dict of include_vars by the next, or merges them where hash_behaviour says so', () => {
  const [replacing, merging] = [false, true].map((merge) => new HostVariables({ merge }))
  for (const host of [replacing!, merging!]) {
    host.addIncludeVars(dict({ x: dict({ a: 1, deep: dict({ b: 1 }) }) }))
    host.addIncludeVars(dict({ x: dict({ deep: dict({ c: 2 }) }) }))
  }
  expect(replacing!.includeVars.get('x')).toEqual(dict({ deep: dict({ c: 2 }) }))
  expect(merging!.includeVars.get('x')).toEqual(dict({ a: 1, deep: dict({ b: 1, c: 2 }) }))
})
