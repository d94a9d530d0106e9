import { expect, test } from 'vitest'
import modprobe from '../../src/modules/modprobe.ts'
import { kernelModule } from '../../src/remote/queries/kernel-module.ts'
import { changes, failure, plan } from './plan-rig.ts'

const free = { tool: true, loaded: false, refusal: undefined }
const files = (texts: Record<string, string>) =>
  new Map(Object.entries(texts).map(([name, text]) => [name, Buffer.from(text)]))

interface Seen {
  readonly module?: typeof free | { tool: boolean; loaded: boolean; refusal: string | undefined }
  readonly loads?: Record<string, string>
  readonly settings?: Record<string, string>
}

const given = (options: Record<string, unknown>, { module = free, loads = {}, settings = {} }: Seen = {}) => ({
  options: { name: 'dummy', ...options },
  answers: { module, loads: files(loads), settings: files(settings) },
})

const commands = (options: Record<string, unknown>, seen?: Seen) =>
  changes(plan(modprobe, given(options, seen))).flatMap((one) => one.commands)

const written = (options: Record<string, unknown>, seen?: Seen) =>
  changes(plan(modprobe, given(options, { module: { ...free, loaded: true }, ...seen })))
    .flatMap(({ effects }) => effects)
    .flatMap((effect) => (effect.kind === 'path' ? [[effect.path, effect.content?.toString()]] : []))

test('a module is loaded with its parameters, once', () => {
  expect(commands({ params: 'numdummies=2 x="a b"' })).toEqual([
    "PATH=$PATH:/usr/sbin:/sbin modprobe dummy numdummies=2 'x=a b'",
  ])
  expect(commands({}, { module: { ...free, loaded: true } })).toEqual([])
})

test('a module is unloaded, once', () => {
  expect(commands({ state: 'absent' }, { module: { ...free, loaded: true } })).toEqual([
    'PATH=$PATH:/usr/sbin:/sbin modprobe -r dummy',
  ])
  expect(commands({ state: 'absent' })).toEqual([])
})

test('what can not be loaded is a failure beforehand', () => {
  const refusal = 'modprobe: FATAL: Module dummy not found in directory /lib/modules/6\n'
  expect(failure(modprobe, given({}, { module: { ...free, refusal } }))).toBe(refusal)
  expect(failure(modprobe, given({}, { module: { ...free, tool: false } }))).toBe(
    'Failed to find required executable "modprobe"',
  )
})

test('a module is loaded at boot, once', () => {
  const options = { persistent: 'present', params: 'a=1 b=2' }
  expect(written(options)).toEqual([
    ['/etc/modules-load.d/dummy.conf', 'dummy\n'],
    ['/etc/modprobe.d/dummy.conf', 'options dummy a=1\noptions dummy b=2\n'],
  ])
  const loads = { 'any.conf': '# x\n dummy # why\n' }
  expect(written(options, { loads, settings: { 'any.conf': 'options dummy b=2\noptions dummy a=1\n' } })).toEqual([])
})

test('other parameters take the place of what was', () => {
  const settings = { 'other.conf': 'options dummy a=0\noptions else a=0\n' }
  expect(written({ persistent: 'present', params: 'a=1' }, { loads: { 'x.conf': 'dummy' }, settings })).toEqual([
    ['/etc/modprobe.d/other.conf', '#options dummy a=0\noptions else a=0\n'],
    ['/etc/modprobe.d/dummy.conf', 'options dummy a=1\n'],
  ])
})

test('a module is loaded at boot no more', () => {
  const loads = { 'x.conf': 'dummy\ndummy2\n' }
  const settings = { 'x.conf': 'options dummy a=0\n' }
  expect(written({ persistent: 'absent' }, { loads, settings })).toEqual([
    ['/etc/modules-load.d/x.conf', '#dummy\ndummy2\n'],
    ['/etc/modprobe.d/x.conf', '#options dummy a=0\n'],
  ])
  expect(written({ persistent: 'absent' }, { loads: { 'x.conf': '#dummy\n' } })).toEqual([])
})

test('what the host says is read, and what was planned is known', () => {
  const query = kernelModule('dummy', [])
  const read = (status: number) => query.parse({ status, stdout: Buffer.alloc(0), stderr: Buffer.from('why') })
  expect([0, 1, 2, 3].map(read)).toEqual([
    { tool: true, loaded: true, refusal: undefined },
    { tool: true, loaded: false, refusal: undefined },
    { tool: true, loaded: false, refusal: 'why' },
    { tool: false, loaded: false, refusal: undefined },
  ])
  expect(query.overlay(free, [{ kind: 'named', type: 'kernel-module', name: 'dummy', value: true }]).loaded).toBe(true)
})
