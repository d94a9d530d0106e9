import { expect, test } from 'vitest'
import hostname from '../../src/modules/hostname.ts'
import { type HostName, hostName } from '../../src/remote/queries/hostname.ts'
import { changes, plan, runModule } from './plan-rig.ts'

const host: HostName = { current: 'new', permanent: 'new', fqdn: 'new.example', kind: 'file' }
const commands = (answer: HostName) =>
  changes(plan(hostname, { options: { name: 'new' }, answers: { host: answer } })).flatMap((change) => change.commands)

test.each<[Partial<HostName>, RegExp | undefined]>([
  [{}, undefined],
  [{ permanent: '' }, /^printf '%s\n' new >\/etc\/hostname$/],
  [{ current: 'old' }, /^\{ hostname new /],
  [{ permanent: 'old', current: 'old', kind: 'systemd' }, /^\{ hostnamectl --pretty [\s\S]* &&\n\{ hostname new /],
  [{ permanent: 'old', kind: 'openrc' }, /conf\.d\/hostname/],
  [{ permanent: 'old', kind: 'redhat' }, /sysconfig\/network/],
])('a host that is %o', (difference, expected) => {
  const [command] = commands({ ...host, ...difference })
  if (expected === undefined) expect(command).toBeUndefined()
  else expect(command).toMatch(expected)
})

test('the diff names what differs, and a planned name is seen', () => {
  const old = { ...host, permanent: 'old' }
  const [change] = changes(plan(hostname, { options: { name: 'new' }, answers: { host: old } }))
  expect(change?.diff).toEqual({ before: 'hostname = old\n', after: 'hostname = new\n' })
  expect(commands(hostName().overlay(old, change?.effects ?? []))).toEqual([])
})

test('this machine has a name', async () => {
  const { result } = await runModule(hostname, { options: { name: 'planned.name' }, dryRun: true })
  expect(result.get('name')).toBe('planned.name')
  expect(hostName('redhat').script.text).toContain(`tr -d "'\\""`)
})
