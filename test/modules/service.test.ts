import { expect, test } from 'vitest'
import service from '../../src/modules/service.ts'
import type { UnitAnswer } from '../../src/remote/queries/unit.ts'
import { changes, failure, plan } from './plan-rig.ts'
import { withDefaults } from './rig.ts'

const unit = (more: Partial<UnitAnswer> = {}): UnitAnswer => ({
  manager: 'systemd',
  found: true,
  active: true,
  busy: true,
  enabled: true,
  masked: false,
  status: new Map([['ActiveState', 'active']]),
  planned: false,
  ...more,
})
const stopped = unit({ active: false, busy: false, enabled: false })

const sysvStart =
  'if command -v service >/dev/null; then service nginx start </dev/null; else /etc/init.d/nginx start </dev/null; fi'

const commands = (options: Record<string, unknown>, found: UnitAnswer) =>
  changes(plan(service, { options: { name: 'nginx', ...options }, answers: { unit: found } })).flatMap(
    (one) => one.commands,
  )

test.each<[Record<string, unknown>, UnitAnswer, string[]]>([
  [{ state: 'started', enabled: true }, unit(), []],
  [{ state: 'started', enabled: true }, stopped, ['systemctl enable -- nginx', 'systemctl start -- nginx']],
  [{ state: 'stopped' }, unit(), ['systemctl stop -- nginx']],
  [{ state: 'stopped' }, stopped, []],
  [{ state: 'restarted' }, unit(), ['systemctl restart -- nginx']],
  [{ state: 'restarted' }, stopped, ['systemctl start -- nginx']],
  [{ state: 'reloaded' }, unit(), ['systemctl reload -- nginx']],
  [{ daemon_reload: true }, unit(), ['systemctl daemon-reload']],
  [{ state: 'restarted', daemon_reload: true }, unit(), ['systemctl daemon-reload', 'systemctl restart -- nginx']],
  [{ state: 'started', daemon_reload: true, masked: true }, { ...stopped, manager: 'sysv' }, [sysvStart]],
  [{ masked: true, no_block: true }, unit(), ['systemctl --no-block mask -- nginx']],
  [{ enabled: false }, unit(), ['systemctl disable -- nginx']],
  [{ enabled: true }, { ...stopped, manager: 'sysv' }, ['update-rc.d nginx defaults && update-rc.d nginx enable']],
  [{ enabled: true, runlevel: 'boot' }, { ...stopped, manager: 'openrc' }, ['rc-update add nginx boot']],
  [{ state: 'started' }, { ...stopped, manager: 'openrc' }, ['rc-service nginx start </dev/null']],
])('%o', (options, found, expected) => {
  expect(commands(options, found)).toEqual(expected)
})

test('effects and the diff tell what becomes of it', () => {
  const [change] = changes(plan(service, { options: { name: 'nginx', state: 'started' }, answers: { unit: stopped } }))
  expect(change?.effects).toEqual([{ kind: 'unit', name: 'nginx', state: 'started' }])
  expect(change?.diff).toMatchObject({ before: 'stopped\n', after: 'started\n' })
})

test('the result names the state and has the properties', () => {
  const report = {
    options: withDefaults(service.options, { name: 'nginx', state: 'restarted', enabled: true }),
    before: { unit: unit() },
  }
  expect(Object.fromEntries(service.returns?.(report as never) ?? [])).toEqual({
    name: 'nginx',
    state: 'started',
    enabled: true,
    status: new Map([['ActiveState', 'active']]),
  })
})

test('a service that is not there fails', () => {
  const answers = { unit: unit({ found: false }) }
  const options = { name: 'x', state: 'started' }
  expect(failure(service, { options, answers })).toBe('Could not find the requested service x: host')
  expect(failure(service, { options: { name: 'x' }, answers })).toBe("Neither 'state' nor 'enabled' set")
})

test.each([
  ['auto', 'unit system auto nginx'],
  ['sysvinit', 'unit system sysv nginx'],
  ['openrc', 'unit system openrc nginx'],
])('%s decides which manager is asked', (use, key) => {
  const options = withDefaults(service.options, { name: 'nginx', use })
  expect(service.inspect(options as never, undefined)).toMatchObject({ unit: { key } })
})

test('says which options systemd makes no use of', () => {
  const options = { name: 'nginx', state: 'started', sleep: 5, runlevel: 'boot' }
  const told = (manager: UnitAnswer['manager']) =>
    plan(service, { options, answers: { unit: unit({ manager }) } }).flatMap((one) =>
      one.kind === 'warning' ? [one.message] : [],
    )
  expect(told('systemd')).toEqual([
    'Ignoring "runlevel" as it is not used in "systemd"',
    'Ignoring "sleep" as it is not used in "systemd"',
  ])
  expect(told('openrc')).toEqual([])
})
