import { arch, hostname, release, totalmem } from 'node:os'
import { expect, test } from 'vitest'
import setup from '../../src/modules/setup.ts'
import { type Dict, isDict } from '../../src/values.ts'
import { type Given, runAction } from './rig.ts'

const gather = async (options: Given['options']) => {
  const { result, facts } = await runAction(setup, { options: options ?? {} })
  return { result, facts, values: facts?.values ?? (new Map() as Dict) }
}

test('facts tell what this machine is', async () => {
  const { values, result, facts } = await gather({})
  expect(values.get('ansible_kernel')).toBe(release())
  expect(values.get('ansible_nodename')).toBe(hostname())
  expect(values.get('ansible_machine')).toBe({ x64: 'x86_64', arm64: 'aarch64' }[arch() as string] ?? arch())
  expect(values.get('ansible_memtotal_mb')).toBe(Math.floor(totalmem() / 1024 / 1024))
  expect(values.get('ansible_user_uid')).toBe(process.getuid?.())
  expect((values.get('ansible_env') as Dict).get('PATH')).toBe(process.env.PATH)
  expect((values.get('ansible_interfaces') as string[]).includes('lo')).toBe(true)
  expect(isDict(values.get('ansible_date_time'))).toBe(true)
  expect([values.get('gather_subset'), values.get('module_setup')]).toEqual([['all'], true])
  expect(facts?.kind).toBe('facts')
  expect(result.get('ansible_facts')).toBe(values)
})

test('a filter keeps what it names, with or without the prefix', async () => {
  const { values } = await gather({ filter: ['ansible_kern*', 'hostname'], gather_subset: ['min'] })
  expect([...values.keys()].sort()).toEqual([
    'ansible_hostname',
    'ansible_kernel',
    'ansible_kernel_version',
    'discovered_interpreter_python',
  ])
})

test('a subset that does not exist fails', async () => {
  const { result } = await gather({ gather_subset: ['bogus'] })
  expect(result.get('msg')).toContain("Bad subset 'bogus' given to Ansible.")
})

test.each([
  [undefined, true],
  ['auto_silent', true],
  ['/usr/bin/python3', false],
])('with the interpreter %s, whether one was found is %s', async (given, isFound) => {
  const variables = new Map(given === undefined ? [] : [['ansible_python_interpreter', given]])
  const { facts } = await runAction(setup, { options: { gather_subset: ['!all', 'python'] }, variables })
  const python = facts?.values.get('ansible_python') as Dict
  expect(facts?.values.get('discovered_interpreter_python')).toBe(isFound ? python.get('executable') : undefined)
})
