import { expect, test } from 'vitest'
import mount from '../../src/modules/mount.ts'
import { changes, failure, plan } from './plan-rig.ts'
import { withDefaults } from './rig.ts'

const stat = { path: '/t', kind: 'file', mode: 0o644, uid: 0, gid: 0, owner: 'root', group: 'root', size: 1 }
const entry = '/dev/a /m ext4 defaults 0 0\n'
const device = { device: '/dev/a', source: '/', fstype: 'ext4', isBind: false }
const bound = { device: '/dev/x', source: '/srv', fstype: 'ext4', isBind: true }

const given = (options: Record<string, unknown>, { text = '', present = {}, there = true } = {}) => ({
  options: { path: '/m', src: '/dev/a', fstype: 'ext4', fstab: '/t', ...options },
  answers: {
    table: { path: '/t', stat, target: stat, parent: true, checksum: 'x', content: Buffer.from(text) },
    mounts: new Map(Object.entries(present)),
    there,
    ownerEntry: null,
    groupEntry: null,
    umask: 0o022,
    flags: '',
  },
})

const planned = (options: Record<string, unknown>, situation?: Parameters<typeof given>[1]) =>
  changes(plan(mount, given(options, situation)))
const summaries = (...args: Parameters<typeof planned>) => planned(...args).map(({ summary }) => summary)

test.each<[string, Record<string, unknown>, Parameters<typeof given>[1], string[]]>([
  ['noted', { state: 'present' }, {}, ['update /t']],
  ['noted already', { state: 'present' }, { text: entry }, []],
  ['noted and mounted', { state: 'mounted' }, {}, ['update /t', 'mount /m']],
  ['noted, yet to be mounted', { state: 'mounted' }, { text: entry }, ['mount /m']],
  ['mounted, yet to be noted', { state: 'mounted' }, { present: { '/m': device } }, ['update /t', 'remount /m']],
  ['mounted already', { state: 'mounted' }, { text: entry, present: { '/m': device } }, []],
  ['another directory bound', { state: 'mounted' }, { text: entry, present: { '/m': bound } }, ['mount /m']],
  [
    'the directory bound',
    { state: 'mounted', src: '/srv', fstype: 'none', opts: 'bind' },
    { text: '/srv /m none bind 0 0\n', present: { '/m': bound } },
    [],
  ],
  ['unmounted', { state: 'unmounted' }, { text: entry, present: { '/m': device } }, ['unmount /m']],
  ['unmounted already', { state: 'unmounted' }, { text: entry }, []],
  ['gone', { state: 'absent' }, { text: entry, present: { '/m': device } }, ['update /t', 'unmount /m', 'remove /m']],
  ['gone already', { state: 'absent' }, { present: { '/m': device } }, []],
  ['noted no more', { state: 'absent_from_fstab' }, { text: entry, present: { '/m': device } }, ['update /t']],
  ['mounted anew', { state: 'remounted' }, {}, ['remount /m']],
  ['mounted for once', { state: 'ephemeral' }, {}, ['mount /m']],
  ['mounted for once again', { state: 'ephemeral' }, { present: { '/m': device } }, ['remount /m']],
])('%s', (_what, options, situation, expected) => {
  expect(summaries(options, situation)).toEqual(expected)
})

test.each<[Record<string, unknown>, Record<string, unknown>, string]>([
  [{ state: 'mounted' }, {}, 'mount -T /t /m ||'],
  [{ state: 'mounted', fstab: undefined }, {}, 'mount /m ||'],
  [{ state: 'ephemeral', opts: 'ro' }, {}, 'mount -t ext4 -o ro /dev/a /m ||'],
  [{ state: 'ephemeral' }, { present: { '/m': device } }, 'mount -o remount -t ext4 /dev/a /m '],
  [{ state: 'remounted', opts: 'ro' }, {}, 'mount -o remount,ro -T /t /m'],
  [{ state: 'remounted' }, {}, 'mount -o remount -T /t /m 2>&1) || { umount /m && mount -T /t /m; }'],
])('%o', (options, situation, command) => {
  expect(planned(options, situation).at(-1)?.commands[0]).toContain(command)
})

test('what is not for boot is noted so', () => {
  const options = { state: 'present', boot: false }
  const write = planned({ ...options, opts: 'ro' })[0]?.effects[0]
  expect(write?.kind === 'path' && write.content?.toString()).toBe('/dev/a /m ext4 ro,noauto 0 0\n')
  expect(plan(mount, given({ ...options, opts: 'noauto' }))[0]).toMatchObject({
    message: "Ignore the 'boot' due to 'opts' contains 'noauto'.",
  })
  expect(plan(mount, given(options))[0]).toMatchObject({
    message: "Ignore the 'boot' due to 'opts' contains 'defaults'.",
  })
})

test('another mount is not hidden by one for once', () => {
  const situation = given({ state: 'ephemeral' }, { present: { '/m': { ...device, device: '/dev/b' } } })
  expect(failure(mount, situation)).toMatch(/^Ephemeral mount point is already mounted with a different source/)
})

test('the result has the whole entry', () => {
  const { options, answers } = given({ state: 'present', opts: 'ro', boot: false })
  const report = { options: withDefaults(mount.options, options), before: answers, changed: true }
  expect(Object.fromEntries(mount.returns?.(report as never) ?? [])).toEqual({
    name: '/m',
    src: '/dev/a',
    fstype: 'ext4',
    opts: 'ro,noauto',
    dump: '0',
    passno: '0',
    fstab: '/t',
    boot: 'no',
    backup_file: '',
  })
})
