import { expect, test } from 'vitest'
import timezone from '../../src/modules/timezone.ts'
import { timezone as query } from '../../src/remote/queries/timezone.ts'
import { dict } from '../../src/values.ts'
import { changes, failure, plan } from './plan-rig.ts'

const present = {
  tool: { kind: 'systemd', path: '/usr/bin/timedatectl' },
  name: 'Etc/UTC',
  hwclock: 'UTC',
  known: true,
}
const commands = (options: Record<string, unknown>, kind = 'systemd') =>
  changes(plan(timezone, { options, answers: { present: { ...present, tool: { kind, path: '' } } } })).flatMap(
    (one) => one.commands,
  )

test.each<[Record<string, unknown>, string, string]>([
  [{ name: 'Europe/Rome' }, 'systemd', 'timedatectl set-timezone Europe/Rome'],
  [{ hwclock: 'local' }, 'systemd', 'timedatectl set-local-rtc yes'],
  [{ name: 'Europe/Rome' }, 'alpine', 'setup-timezone -z Europe/Rome'],
  [{ name: 'Europe/Rome' }, 'debian', 'ln -sf /usr/share/zoneinfo/Europe/Rome /etc/localtime'],
  [{ name: 'Europe/Rome' }, 'other', 'cp /usr/share/zoneinfo/Europe/Rome /etc/localtime'],
  [{ hwclock: 'local' }, 'other', 'hwclock --systohc --localtime'],
])('%o with %s', (options, kind, command) => {
  expect(commands(options, kind)).toEqual([expect.stringContaining(command)])
})

test('nothing is done for what is so', () => {
  expect(commands({ name: 'Etc/UTC', hwclock: 'UTC' })).toEqual([])
})

test('the result tells what was run', () => {
  const report = { options: { name: 'Europe/Rome', hwclock: 'UTC' }, before: { present }, changed: true }
  expect(timezone.returns?.(report as never)).toEqual(
    dict({ msg: 'executed `/usr/bin/timedatectl set-timezone Europe/Rome`' }),
  )
})

test('an unknown zone is a failure', () => {
  const answers = { present: { ...present, known: false } }
  expect(failure(timezone, { options: { name: 'No/Where' }, answers })).toBe(
    'Error message:\ngiven timezone "No/Where" is not available',
  )
})

test('what the host says is read, and what was planned is known', () => {
  const one = query('Europe/Rome')
  const text = 'known\ntool systemd /usr/bin/timedatectl\nname Etc/UTC\nhwclock UTC\n'
  const read = (said: string) => one.parse({ stdout: Buffer.from(said), stderr: Buffer.alloc(0), status: 0 })
  expect(read(text)).toEqual(present)
  expect(read('tool other \nname n/a\n')).toEqual({
    tool: { kind: 'other', path: '' },
    name: 'n/a',
    hwclock: 'n/a',
    known: false,
  })
  const planned = [{ kind: 'named', type: 'timezone', name: 'name', value: 'Europe/Rome' }] as const
  expect(one.overlay(read(text), planned).name).toBe('Europe/Rome')
})
