import { expect, it } from 'vitest'
import { runSite } from '../rig/run-site.ts'

const play = (files: string): string => `
  - hosts: a,b
    vars: {kind: two}
    vars_files: ${files}
    tasks: [debug: {msg: "{{ x }}"}]
`

it('lets later files win', async () => {
  const { saidBy } = await runSite({ 'one.yml': 'x: 1', 'two.yml': 'x: 2', 'site.yml': play('[one.yml, two.yml]') })
  expect(saidBy('a')).toEqual([2])
})

it('takes the first file that is there of a list in the list', async () => {
  const { saidBy } = await runSite({ 'two.yml': 'x: 2', 'site.yml': play('[[none.yml, two.yml]]') })
  expect(saidBy('a')).toEqual([2])
})

it('resolves templates in names, for each host', async () => {
  const { saidBy } = await runSite({
    'vars/two_a.yml': 'x: of a',
    'vars/two_b.yml': 'x: of b',
    'site.yml': play('["vars/{{ kind }}_{{ inventory_hostname }}.yml"]'),
  })
  expect([saidBy('a'), saidBy('b')]).toEqual([['of a'], ['of b']])
})

it('refuses a file that is not there, and one that is no mapping', async () => {
  const missing = await runSite({ 'site.yml': play('[none.yml]') })
  expect(missing.error?.message).toContain('none.yml was not found')
  const list = await runSite({ 'list.yml': '[1]', 'site.yml': play('[list.yml]') })
  expect(list.error?.message).toContain('must contain either a dictionary')
})
