import { expect, test } from 'vitest'
import { chmodText, modeText, needsUmask, resolveMode } from '../../../src/modules/shared/file-mode.ts'

const octal = (text: string, current: number, isDirectory = false) =>
  resolveMode(text, { current, isDirectory, umask: 0o022 }).toString(8)

test.each([
  ['0644', 0o777, '644'],
  ['644', 0, '644'],
  ['0o755', 0, '755'],
  ['04755', 0, '4755'],
  ['u=rw,g=r,o=', 0o777, '640'],
  ['u+x', 0o644, '744'],
  ['a+x', 0o644, '755'],
  ['+x', 0o644, '755'],
  ['+w', 0o444, '644'],
  ['go-rwx', 0o755, '700'],
  ['u=rwX,g=rX,o=rX', 0o600, '644'],
  ['u=rwX,g=rX,o=rX', 0o700, '755'],
  ['g=u', 0o640, '660'],
  ['o=g', 0o640, '644'],
  ['u+s,g+s', 0o755, '6755'],
  ['o+t', 0o777, '1777'],
  ['u=rwx', 0o4644, '744'],
  ['u=rw-x+X', 0o744, '744'],
  ['', 0o640, '640'],
  ['u=r,,g=r,', 0o777, '447'],
])('%s on %o is %s', (text, current, expected) => {
  expect(octal(text, current)).toBe(expected)
})

test('X means execution for directories', () => {
  expect(octal('u=rwX,go=', 0o600, true)).toBe('700')
})

test.each(['u=q', '999', ' u=r', 'rw', 'u', 'ao=r', 'ua+x'])('"%s" is no mode', (text) => {
  expect(() => octal(text, 0o644)).toThrow(/mode must be in octal or symbolic form/)
})

test('bits beyond permissions are refused', () => {
  expect(() => octal('100644', 0)).toThrow('Invalid mode supplied, only permission info is allowed')
})

test('modes are written as results and chmod want them', () => {
  expect([modeText(0o644), modeText(0o4755), modeText(0)]).toEqual(['0644', '04755', '0000'])
  expect(chmodText(0o755)).toBe('00755')
})

test('only a clause without users depends on the umask', () => {
  expect(['+x', 'u=r,+x', 'u+x', '0644', undefined].map(needsUmask)).toEqual([true, true, false, false, false])
})
