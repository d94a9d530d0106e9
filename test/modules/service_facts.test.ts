import { expect, test } from 'vitest'
import serviceFacts from '../../src/modules/service_facts.ts'
import { services } from '../../src/remote/queries/services.ts'
import { type Dict, dict } from '../../src/values.ts'

const text = `=sysv
 [ + ]  cron
 [ - ]  x11-common
=runlevels
 sshd | default boot
 other |
=openrc
Runlevel: default
 sshd  started
 other  stopped
=units
cron.service loaded active running Regular background program
gone.service not-found inactive dead gone.service
done.service loaded active exited failed things
=files
cron.service enabled enabled
gone.service disabled enabled
getty@.service enabled enabled
idle.service static -
`

const parsed = () => services().parse({ stdout: Buffer.from(text), stderr: Buffer.alloc(0), status: 0 })

test.each([
  ['cron', { state: 'running', source: 'sysv' }],
  ['x11-common', { state: 'stopped', source: 'sysv' }],
  ['sshd', { state: 'started', runlevels: ['default', 'boot'], source: 'openrc' }],
  ['other', { state: 'stopped', runlevels: null }],
  ['cron.service', { state: 'running', status: 'enabled', source: 'systemd' }],
  ['gone.service', { state: 'stopped', status: 'not-found' }],
  ['done.service', { state: 'stopped', status: 'active' }],
  ['getty@.service', { state: 'unknown', status: 'enabled' }],
  ['idle.service', { state: 'inactive', status: 'static' }],
])('%s is %o', (name, expected) => {
  expect(Object.fromEntries(parsed().get(name) as Dict)).toMatchObject({ name, ...expected })
})

test('they are facts; a host without any is skipped', () => {
  const result = (found: Dict) => serviceFacts.returns?.({ before: { services: found } } as never)
  expect(result(parsed())?.get('ansible_facts')).toEqual(dict({ services: parsed() }))
  expect(result(new Map())?.get('skipped')).toBe(true)
})
