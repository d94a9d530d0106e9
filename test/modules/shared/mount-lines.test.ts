import { expect, test } from 'vitest'
import { mountsInFile, mountsPrinted } from '../../../src/modules/shared/mount-lines.ts'

const fields = (text: string, read = mountsInFile) => read(text).map((one) => Object.fromEntries(one.fields))

test('lines of fstab are read, with blanks in names', () => {
  expect(fields('# c\n\nUUID=1 /a\\040b ext4 rw 0 1\ntmpfs /t tmpfs ro\n')).toEqual([
    { device: 'UUID=1', mount: '/a b', fstype: 'ext4', options: 'rw', dump: 0, passno: 1 },
    { device: 'tmpfs', mount: '/t', fstype: 'tmpfs', options: 'ro' },
  ])
})

test('lines of vfstab are read', () => {
  expect(fields('/dev/a /dev/ra /a ufs 1 yes -\n/dev/b - /b ufs - no ro\n')).toEqual([
    {
      device: '/dev/a',
      device_to_fsck: '/dev/ra',
      mount: '/a',
      fstype: 'ufs',
      passno: 1,
      mount_at_boot: 'yes',
      options: '-',
    },
    {
      device: '/dev/b',
      device_to_fsck: '-',
      mount: '/b',
      fstype: 'ufs',
      passno: '-',
      mount_at_boot: 'no',
      options: 'ro',
    },
  ])
})

test('lines of mnttab are read', () => {
  expect(fields('/dev/a /a ufs rw 1700000000\n')).toEqual([
    { device: '/dev/a', mount: '/a', fstype: 'ufs', options: 'rw', time: 1_700_000_000 },
  ])
})

test('file systems of AIX are read, and those that a kernel knows are none', () => {
  const text = '* c\n/a:\n\tdev = /dev/a\n\tvfs = jfs2\n'
  const [found] = mountsInFile(text)
  expect(found?.origin).toBe('/a:\n\tdev = /dev/a\n\tvfs = jfs2')
  expect(Object.fromEntries(found?.fields ?? [])).toMatchObject({ mount: '/a', device: '/dev/a', fstype: 'jfs2' })
  expect(mountsInFile('ext4\nnodev proc\n')).toEqual([])
})

test('what mount prints is read', () => {
  expect(fields('/dev/a on / type ext4 (rw)\n', mountsPrinted)).toEqual([
    { device: '/dev/a', mount: '/', fstype: 'ext4', options: 'rw' },
  ])
  expect(fields('/dev/a on / (ufs, local)\n/dev/b on /b (zfs)\nmap x on y\n', mountsPrinted)).toEqual([
    { device: '/dev/a', mount: '/', fstype: 'ufs', options: 'local' },
    { device: '/dev/b', mount: '/b', fstype: 'zfs' },
  ])
})
