import { expect, test } from 'vitest'
import sysctl from '../../src/modules/sysctl.ts'
import { changes, failure, plan } from './plan-rig.ts'

const stat = { path: '/f', kind: 'file', mode: 0o644, uid: 0, gid: 0, owner: 'root', group: 'root', size: 1 }
const answers = (text: string, present: string | null) => ({
  file: { path: '/f', stat, target: stat, parent: true, checksum: 'x', content: Buffer.from(text) },
  present,
  ownerEntry: null,
  groupEntry: null,
  umask: 0o022,
  flags: '',
})

const planned = (options: Record<string, unknown>, text: string, present: string | null) =>
  changes(plan(sysctl, { options: { name: 'a.b', sysctl_file: '/f', ...options }, answers: answers(text, present) }))

test.each<[string, Record<string, unknown>, string, string | null, string[], string | undefined]>([
  ['a new parameter', { value: '1' }, '# x\n', '1', ['write /f', 'sysctl  -p /f'], '# x\na.b=1\n'],
  ['another value', { value: '2' }, 'a.b = 1\nc=3', '1', ['write /f', 'sysctl  -p /f'], 'a.b=2\nc=3\n'],
  ['all as wanted', { value: '1' }, 'a.b = 1\n', '1', [], undefined],
  ['the same words', { value: '1 2' }, 'a.b=1 2\n', '1\t2', [], undefined],
  ['what the kernel does not have yet', { value: '1' }, 'a.b=1\n', '0', ['sysctl  -p /f'], undefined],
  ['no look at the kernel', { value: '1', reload: false }, 'a.b=1\n', '0', [], undefined],
  ['at once', { value: '1', reload: false, sysctl_set: true }, 'a.b=1\n', '0', ['sysctl  -w a.b=1'], undefined],
  ['a truth', { value: 'yes', reload: false }, '', null, ['write /f'], 'a.b=1\n'],
  ['errors that do not matter', { value: '1', ignoreerrors: true }, 'a.b=1\n', null, ['sysctl -e -p /f'], undefined],
  ['removal', { state: 'absent' }, 'a.b=1\nc=2\na.b=3\n', '1', ['write /f', 'sysctl  -p /f'], 'c=2\n'],
  ['removal of nothing', { state: 'absent' }, '#a.b=1\n', '1', [], undefined],
  ['one line out of two', { value: '1', reload: false }, 'a.b=1\na.b=2\n', '1', ['write /f'], 'a.b=1\n'],
])('%s', (_what, options, text, present, commands, after) => {
  const found = planned(options, text, present)
  expect(found.flatMap((change) => change.commands)).toEqual(commands)
  const write = found.flatMap(({ effects }) => effects).find(({ kind }) => kind === 'path')
  expect(write?.kind === 'path' ? write.content?.toString() : undefined).toBe(after)
})

test('a value is needed', () => {
  expect(failure(sysctl, { options: { name: 'a' }, answers: answers('', null) })).toBe('value cannot be None')
})
