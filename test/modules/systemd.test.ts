import { expect, test } from 'vitest'
import systemd from '../../src/modules/systemd.ts'
import type { UnitAnswer } from '../../src/remote/queries/unit.ts'
import { changes, plan } from './plan-rig.ts'
import { withDefaults } from './rig.ts'

const unit: UnitAnswer = {
  manager: 'systemd',
  found: true,
  active: true,
  busy: true,
  enabled: true,
  masked: false,
  status: new Map(),
  planned: false,
}

const commands = (options: Record<string, unknown>, found: UnitAnswer = unit) =>
  changes(plan(systemd, { options, answers: { unit: found } })).flatMap((one) => one.commands)

test.each<[Record<string, unknown>, Partial<UnitAnswer>, string[]]>([
  [{ daemon_reload: true }, {}, ['systemctl daemon-reload']],
  [{ name: 'a', daemon_reload: true, state: 'restarted' }, {}, ['systemctl daemon-reload', 'systemctl restart -- a']],
  [{ name: 'a', masked: true }, {}, ['systemctl mask -- a']],
  [{ name: 'a', masked: true, state: 'stopped' }, {}, ['systemctl stop -- a', 'systemctl mask -- a']],
  [
    { name: 'a', masked: false, state: 'started' },
    { masked: true, active: false },
    ['systemctl unmask -- a', 'systemctl start -- a'],
  ],
  [{ name: 'a', masked: true }, { masked: true, found: false }, []],
  [{ name: 'a', masked: true }, { found: false }, ['systemctl mask -- a']],
  [
    { name: 'a', masked: true },
    {
      found: false,
      status: new Map([
        ['LoadState', 'not-found'],
        ['LoadError', 'no such unit'],
      ]),
    },
    ['systemctl mask -- a'],
  ],
  [{ name: 'a', state: 'stopped', no_block: true }, {}, ['systemctl --no-block stop -- a']],
  [
    { name: 'a', enabled: true, force: true, scope: 'global' },
    { enabled: false },
    ['systemctl --global --force enable -- a'],
  ],
])('%o', (options, more, expected) => {
  expect(commands(options, { ...unit, ...more })).toEqual(expected)
})

test('reading unit files anew is no change', () => {
  const changed = (options: Record<string, unknown>) => {
    const parsed = withDefaults(systemd.options, options)
    return systemd.returns?.({ options: parsed, before: { unit }, changed: true } as never)?.get('changed')
  }
  expect(changed({ daemon_reload: true })).toBe(false)
  expect(changed({ name: 'a', daemon_reload: true, state: 'started' })).toBe(false)
  expect(changed({ name: 'a', daemon_reload: true, state: 'restarted' })).toBe(true)
})

test.each([
  [{ name: 'a*', state: 'started' }, {}, /does not currently support using glob patterns, found '\*'/],
  [{ name: 'a', state: 'started' }, { status: new Map([['LoadError', 'bad']]) }, "Error loading unit file 'a': bad"],
])('%o fails', (options, more, message) => {
  expect(() => commands(options, { ...unit, ...more })).toThrow(message)
})
