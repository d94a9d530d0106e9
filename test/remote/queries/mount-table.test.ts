import { expect, test } from 'vitest'
import { mountTable } from '../../../src/remote/queries/mount-table.ts'

const text = `22 1 8:1 / / rw - ext4 /dev/sda1 rw
30 22 0:5 / /tmp rw shared:1 - tmpfs tmpfs rw
31 30 0:5 /x /tmp/y rw - tmpfs tmpfs rw
32 22 8:1 /srv/a\\040b /mnt rw - ext4 /dev/sda1 rw
`
const table = mountTable().parse({ stdout: Buffer.from(text), stderr: Buffer.alloc(0), status: 0 })

test('mounts are known by their directories', () => {
  expect([...table.keys()]).toEqual(['/', '/tmp', '/tmp/y', '/mnt'])
  expect(table.get('/')).toEqual({ device: '/dev/sda1', source: '/dev/sda1', fstype: 'ext4', isBind: false })
  expect(table.get('/tmp')).toMatchObject({ device: 'tmpfs', isBind: false })
})

test('of directories that are shown elsewhere the origin is known', () => {
  expect(table.get('/mnt')).toMatchObject({ source: '/srv/a b', isBind: true })
  expect(table.get('/tmp/y')).toMatchObject({ source: '/tmp/x', isBind: true })
})

test('a dry run knows what was planned', () => {
  const value = { device: 'x', source: 'x', fstype: 'ext4', isBind: false }
  const after = mountTable().overlay(table, [
    { kind: 'named', type: 'mount', name: '/new', value },
    { kind: 'named', type: 'mount', name: '/tmp', value: null },
  ])
  expect(after.get('/new')).toBe(value)
  expect(after.has('/tmp')).toBe(false)
  expect(mountTable().overlay(table, [])).toBe(table)
})
