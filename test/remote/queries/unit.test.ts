import { expect, test } from 'vitest'
import type { Effect } from '../../../src/remote/effect.ts'
import { unit } from '../../../src/remote/queries/unit.ts'

const parse = (output: string, effects: readonly Effect[] = [], name = 'nginx') => {
  const query = unit(name)
  return query.overlay(query.parse({ stdout: Buffer.from(output), stderr: Buffer.alloc(0), status: 0 }), effects)
}

const running = `systemd
enabled
status 0
Type=forking
ExecStart={ path=/usr/sbin/nginx ; argv[]=/usr/sbin/nginx -g daemon on ;
 more }
ActiveState=active
LoadState=loaded
`
const missing = 'systemd\nstatus 1\nLoadState=not-found\nActiveState=inactive\n'

test('a unit has its state and all properties', () => {
  const { found, active, enabled, masked, status } = parse(running)
  expect({ found, active, enabled, masked }).toEqual({ found: true, active: true, enabled: true, masked: false })
  expect(status.get('ExecStart')).toContain('daemon on ;\n more }')
  expect(status.get('ActiveState')).toBe('active')
})

test.each([
  [missing, { found: false, active: false, enabled: false }],
  [
    'systemd\ndisabled\nstatus 1\nLoadState=loaded\nActiveState=deactivating\n',
    { active: false, busy: true, enabled: false },
  ],
  ['systemd\nmasked\nstatus 1\nLoadState=masked\nActiveState=inactive\n', { found: true, masked: true }],
  ['systemd\nenabled-runtime\nstatus 0\nLoadState=loaded\n', { found: true, enabled: false }],
  ['systemd\nalias\n  /etc/x.service\nstatus 0\nLoadState=loaded\n', { found: true, enabled: true }],
  ['systemd\nstatus 1\ninit 0\nLoadState=not-found\n', { found: true, enabled: true }],
  ['systemd\ndisabled\nstatus 1\ninit 0\nLoadState=loaded\n', { found: true, enabled: false }],
  ['systemd\nstatus 1\ninit 1\nLoadState=not-found\n', { found: true, enabled: false }],
  ['sysv\nfound\nactive\nenabled\n', { manager: 'sysv', found: true, active: true, enabled: true }],
  ['openrc\nfound\n', { manager: 'openrc', found: true, active: false, enabled: false }],
  ['none\n', { manager: 'none', found: false }],
])('%j', (output, expected) => {
  expect(parse(output)).toMatchObject(expected)
})

test.each<[string, Effect, object]>([
  [
    'a package',
    { kind: 'package', name: 'nginx', version: undefined },
    { found: true, active: true, enabled: true, planned: true },
  ],
  [
    'a unit file',
    { kind: 'path', path: '/etc/systemd/system/nginx.service', stat: {} },
    { found: true, active: false, enabled: false },
  ],
  ['a removed package', { kind: 'package', name: 'nginx', version: null }, { found: false }],
  ['another file', { kind: 'path', path: '/etc/nginx/nginx.service.conf', stat: {} }, { found: false }],
])('%s that is planned may bring a unit', (_name, effect, expected) => {
  expect(parse(missing, [effect])).toMatchObject(expected)
})

test('planned states count, under either name', () => {
  const effects: Effect[] = [{ kind: 'unit', name: 'nginx.service', state: 'stopped', enabled: false }]
  const after = parse(running, effects)
  expect([after.active, after.enabled, after.status.get('ActiveState')]).toEqual([false, false, 'inactive'])
})
