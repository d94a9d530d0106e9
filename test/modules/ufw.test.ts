import { expect, test } from 'vitest'
import ufw from '../../src/modules/ufw.ts'
import { ufwState } from '../../src/remote/queries/ufw-state.ts'
import { changes, failure, plan } from './plan-rig.ts'
import { withDefaults } from './rig.ts'

const tuple = '### tuple ### allow tcp 22 0.0.0.0/0 any 0.0.0.0/0 in\n'
const active = {
  tool: true,
  status: 'Status: active\nLogging: on (low)\nDefault: deny (incoming), allow (outgoing), disabled (routed)\n',
  rules: tuple,
  numbered: 'Status: active\n\n[ 1] 22/tcp ALLOW IN Anywhere\n[ 2] 22/tcp (v6) ALLOW IN Anywhere (v6)\n',
  trial: '',
  error: undefined,
  planned: false,
}
const commands = (options: Record<string, unknown>, answer: object = {}) =>
  changes(plan(ufw, { options, answers: { ufw: { ...active, ...answer } } }))
    .flatMap((one) => one.commands)
    .map((command) => command.replace(/^.*LANG=C ufw /, ''))

const inactive = { status: 'Status: inactive\n' }

test.each<[Record<string, unknown>, object, string[]]>([
  [{ state: 'enabled' }, {}, []],
  [{ state: 'enabled' }, inactive, ['-f enable']],
  [{ state: 'disabled' }, {}, ['-f disable']],
  [{ state: 'disabled' }, inactive, []],
  [{ state: 'reloaded' }, {}, ['-f reload']],
  [{ state: 'reset' }, inactive, ['-f reset']],
  [{ default: 'deny' }, {}, []],
  [{ default: 'deny', direction: 'outgoing' }, {}, ['default deny outgoing']],
  [{ default: 'deny', direction: 'routed' }, {}, []],
  [{ default: 'deny' }, inactive, ['default deny']],
  [{ logging: 'on' }, {}, []],
  [{ logging: 'low' }, {}, []],
  [{ logging: 'high' }, {}, ['logging high']],
  [{ logging: 'off' }, {}, ['logging off']],
  [
    { rule: 'allow', to_port: '22' },
    { trial: 'Skipping adding existing rule\nSkipping adding existing rule (v6)\n' },
    [],
  ],
  [{ rule: 'allow', to_port: '22' }, { trial: tuple }, []],
  [{ rule: 'deny', from_ip: '10.0.0.1' }, { trial: '### tuple ### x 10.0.0.1\n' }, ['deny from 10.0.0.1 to any']],
])('%o', (options, answer, expected) => {
  expect(commands(options, answer)).toEqual(expected)
})

test('a rule is told in the long format', () => {
  const options = {
    rule: 'limit',
    route: true,
    insert: 1,
    interface_in: 'eth0',
    interface_out: 'eth1',
    log: true,
    from_ip: '10.0.0.0/8',
    from_port: '1',
    to_port: '22',
    proto: 'tcp',
    comment: 'a b',
  }
  expect(commands(options, { trial: 'x' })).toEqual([
    "route insert 1 limit in on eth0 out on eth1 log from 10.0.0.0/8 port 1 to any port 22 proto tcp comment 'a b'",
  ])
  expect(
    commands(
      { rule: 'allow', delete: true, insert: 3, direction: 'in', interface: 'eth0', name: 'WWW' },
      { trial: 'x' },
    ),
  ).toEqual(['delete allow in on eth0 from any to any app WWW'])
})

test.each<[string, number, string]>([
  ['first-ipv4', 0, 'insert 1 '],
  ['last-ipv4', 0, 'insert 1 '],
  ['first-ipv6', 0, 'insert 2 '],
  ['last-ipv6', 0, 'insert 2 '],
  ['last-ipv6', 1, ''],
])('a place is counted from %s and %d', (insert_relative_to, insert, words) => {
  expect(commands({ rule: 'allow', insert, insert_relative_to }, { trial: 'x' })).toEqual([
    `${words}allow from any to any`,
  ])
})

test('whether something changed is seen afterwards', () => {
  const report = (after: object) => ({
    options: withDefaults(ufw.options, { rule: 'allow', to_port: '22' }),
    before: { ufw: active },
    after: { ufw: { ...active, ...after } },
    changed: true,
    outputs: [],
  })
  expect(ufw.returns?.(report({}) as never).get('changed')).toBe(false)
  expect(ufw.returns?.(report({ rules: '' }) as never)).toEqual(
    new Map<string, unknown>([
      ['changed', true],
      ['commands', ['ufw status verbose', 'ufw allow from any to any port 22']],
      ['msg', active.status.trimEnd()],
    ]),
  )
})

test.each<[Record<string, unknown>, object, RegExp]>([
  [{ state: 'enabled' }, { tool: false }, /Failed to find required executable "ufw"/],
  [{ state: 'enabled' }, { error: 'ERROR: need root\n' }, /ERROR: need root/],
  [{ default: 'deny', direction: 'in' }, {}, /^For default, direction must be one of/],
  [{ rule: 'deny', direction: 'incoming' }, {}, /^For rules, direction must be one of/],
  [{ rule: 'deny', interface_in: 'a', interface_out: 'b' }, {}, /^Only route rules can combine/],
])('%o fails', (options, answer, message) => {
  expect(failure(ufw, { options, answers: { ufw: { ...active, ...answer } } })).toMatch(message)
})

test('what the host says is read, and what was planned is known', () => {
  const query = ufwState(['allow', 'from', 'any'])
  const stdout = Buffer.from('Status: inactive\n\x1e### tuple x\n\x1enumbers\n\x1etrial\n')
  const answer = query.parse({ stdout, stderr: Buffer.alloc(0), status: 0 })
  expect(answer).toEqual({
    tool: true,
    status: 'Status: inactive\n',
    rules: '### tuple x\n',
    numbered: 'numbers\n',
    trial: 'trial\n',
    error: undefined,
    planned: false,
  })
  const effect = (name: string, value?: string) => ({ kind: 'named', type: 'ufw', name, value }) as const
  expect(query.overlay(answer, [effect('-f enable', 'Status: active')]).status).toBe('Status: active\n')
  expect(query.overlay(answer, [effect('allow from any')]).planned).toBe(true)
  expect(query.overlay(answer, [])).toBe(answer)
})
