import { expect, test } from 'vitest'
import sysvinit from '../../src/modules/sysvinit.ts'
import { changes, failure, plan } from './plan-rig.ts'
import { withDefaults } from './rig.ts'

const script = { found: true, running: false, levels: new Set<string>(), tool: 'update-rc.d' }
const commands = (options: Record<string, unknown>, answer: Record<string, unknown> = {}) =>
  changes(
    plan(sysvinit, { options: { name: 'x', ...options }, answers: { script: { ...script, ...answer } } }),
  ).flatMap((one) => one.commands)

const up = { running: true }
const linked = { levels: new Set(['2', '3']) }

test.each<[string, Record<string, unknown>, Record<string, unknown>, string[]]>([
  ['starts', { state: 'started' }, {}, ['/etc/init.d/x start </dev/null']],
  ['starts once', { state: 'started' }, up, []],
  ['stops', { state: 'stopped', arguments: '-f now' }, up, ['/etc/init.d/x stop -f now </dev/null']],
  ['stops once', { state: 'stopped' }, {}, []],
  ['reloads', { state: 'reloaded' }, {}, ['/etc/init.d/x reload </dev/null']],
  ['starts apart', { state: 'started', daemonize: true }, {}, ['$(command -v setsid) /etc/init.d/x start </dev/null']],
  ['is enabled once', { enabled: true }, linked, []],
  ['is disabled once', { enabled: false }, {}, []],
  [
    'is disabled in runlevels',
    { enabled: false, runlevels: ['3', '5'] },
    linked,
    ['PATH=$PATH:/usr/sbin:/sbin; export PATH; update-rc.d x disable 3 5'],
  ],
  [
    'is enabled in runlevels',
    { enabled: true, runlevels: ['3', '5'] },
    { ...linked, tool: 'chkconfig' },
    ['PATH=$PATH:/usr/sbin:/sbin; export PATH; chkconfig --level 35 x on'],
  ],
  ['leaves runlevels alone', { state: 'started', runlevels: ['5'] }, { ...linked, ...up }, []],
])('%s', (_what, options, answer, expected) => {
  expect(commands(options, answer)).toEqual(expected)
})

test('restarts by stopping and starting', () => {
  expect(commands({ state: 'restarted', sleep: 3 }, up)[0]).toMatch(/x stop .* && sleep 3 && .*x start .* && sleep 3$/)
})

test('is enabled even where links disable it', () => {
  expect(commands({ enabled: true })[0]).toMatch(/update-rc.d x defaults && .*update-rc.d x enable/)
})

test('fails for a service that there is not', () => {
  const answers = { script: { ...script, found: false } }
  expect(failure(sysvinit, { options: { name: 'x', state: 'started' }, answers })).toBe(
    'Could not find the requested service x: ',
  )
})

test('tells what each command said', () => {
  const options = withDefaults(sysvinit.options, { name: 'x', state: 'started', enabled: true, runlevels: ['3'] })
  const said = (text: string) => ({ status: 0, stdout: Buffer.from(text), stderr: Buffer.alloc(0) })
  const outputs = [said(''), said('Starting x.\n')]
  const result = sysvinit.returns?.({ options, before: { script }, outputs } as never)
  expect(
    JSON.parse(
      JSON.stringify(result?.get('status'), (_key, value) =>
        value instanceof Map ? Object.fromEntries(value) : value,
      ),
    ),
  ).toEqual({
    enabled: { changed: true, rc: 0, stdout: '', stderr: '', runlevels: ['3'] },
    started: { changed: true, rc: 0, stdout: 'Starting x.\n', stderr: '' },
  })
})
