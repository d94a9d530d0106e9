import { expect, test } from 'vitest'
import { withEntry, withoutEntry } from '../../../src/modules/shared/edit-fstab.ts'

const entry = { src: '/dev/sda', name: '/a', fstype: 'ext4', opts: 'defaults', dump: '0', passno: '0' }
const line = '/dev/sda /a ext4 defaults 0 0\n'

test.each<[string, string, Partial<typeof entry>, string]>([
  ['a new entry', '# c\n', {}, `# c\n${line}`],
  ['an entry without a line end', 'x /x tmpfs ro 0 0', {}, `x /x tmpfs ro 0 0\n${line}`],
  ['the same entry', '/dev/sda\t/a  ext4 defaults 0 0\nshort\n', {}, '/dev/sda\t/a  ext4 defaults 0 0\nshort\n'],
  [
    'other options',
    `# c\n${line}x /x tmpfs ro 0 0\n`,
    { opts: 'ro' },
    '# c\n/dev/sda /a ext4 ro 0 0\nx /x tmpfs ro 0 0\n',
  ],
  ['fields that were left out', '/dev/sda /a ext4 defaults\n', {}, line],
  ['a blank in the name', '', { name: '/a b' }, '/dev/sda /a\\040b ext4 defaults 0 0\n'],
  [
    'another swap area',
    '/dev/x none swap sw 0 0\n',
    { name: 'none', fstype: 'swap' },
    '/dev/x none swap sw 0 0\n/dev/sda none swap defaults 0 0\n',
  ],
])('%s', (_what, text, other, expected) => {
  expect(withEntry(text, { ...entry, ...other })).toBe(expected)
})

test('an entry goes', () => {
  expect(withoutEntry(`# /a\n${line}x /x tmpfs ro 0 0`, { name: '/a' })).toBe('# /a\nx /x tmpfs ro 0 0\n')
  expect(withoutEntry(line, { name: '/b' })).toBe(line)
  expect(withoutEntry('/dev/x none swap sw 0 0\n', { name: 'none', src: '/dev/y' })).toBe('/dev/x none swap sw 0 0\n')
})
