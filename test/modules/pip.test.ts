import { expect, test } from 'vitest'
import pip from '../../src/modules/pip.ts'
import type { PipState } from '../../src/remote/queries/pip-state.ts'
import { changes, failure, plan } from './plan-rig.ts'
import { withDefaults } from './rig.ts'

const state = (more: Partial<PipState> = {}): PipState => ({
  pip: 'pip3',
  environment: true,
  packages: new Map([
    ['django', '4.2'],
    ['my-pkg', '1.0'],
  ]),
  ...more,
})

const commands = (options: Record<string, unknown>, more: Partial<PipState> = {}) =>
  changes(plan(pip, { options, answers: { pip: state(more) } })).flatMap((one) => one.commands)

test.each([
  [{ name: ['Django', 'my_pkg'] }],
  [{ name: ['django==4.2'] }],
  [{ name: ['django'], version: '4.2' }],
  [{ name: ['flask'], state: 'absent' }],
  [{ name: ['django', 'my_pkg'], version: '' }],
  [{ name: ['django>=4', '<5', 'my_pkg'] }],
  [{ name: ['django'], version: '<100,!=1.0,>0.0.0' }],
  [{ name: ['django[extra]'] }],
])('%o is so already', (options) => {
  expect(commands(options)).toEqual([])
})

test.each<[Record<string, unknown>, string]>([
  [{ name: ['flask'] }, 'pip3 install flask 2>&1'],
  [{ name: ['django'], version: '', state: 'latest' }, 'pip3 install -U django 2>&1'],
  [{ name: ['django'], version: '5.0' }, 'pip3 install django==5.0 2>&1'],
  [{ name: ['django>=5', '<6'] }, "pip3 install 'django>=5,<6' 2>&1"],
  [{ name: ['django'], state: 'latest' }, 'pip3 install -U django 2>&1'],
  [{ name: ['django'], state: 'absent' }, 'pip3 uninstall -y django 2>&1'],
  [
    { requirements: '/r.txt', extra_args: '--no-deps -i "http://x y"' },
    "pip3 install --no-deps -i 'http://x y' -r /r.txt 2>&1",
  ],
  [{ name: ['flask'], virtualenv: '/venv' }, '/venv/bin/pip install flask 2>&1'],
  [{ name: ['flask'], executable: '/opt/pip' }, '/opt/pip install flask 2>&1'],
])('%o runs pip', (options, command) => {
  expect(commands(options)[0]?.split('\n').at(-1)).toBe(command)
})

test('an environment is made where it is not there', () => {
  const [command] = commands(
    { name: ['django'], virtualenv: '/venv', virtualenv_command: 'python3 -m venv' },
    { environment: false, pip: undefined },
  )
  expect(command).toMatch(/python3 -m venv +\/venv &&/)
})

test('what pip said tells whether something changed', () => {
  const changed = (stdout: string) => {
    const outputs = [{ stdout: Buffer.from(stdout), stderr: Buffer.alloc(0), status: 0 }]
    const report = { options: withDefaults(pip.options, { requirements: '/r' }), before: { pip: state() }, outputs }
    return pip.returns?.(report as never)?.get('changed')
  }
  expect([changed('Successfully installed a-1'), changed('Requirement already satisfied: a')]).toEqual([true, false])
})

test.each([
  [{ name: ['a'], state: 'latest', version: '1' }, 'version is incompatible with state=latest'],
  [{ name: ['a', 'b'], version: '1' }, "'version' argument is ambiguous"],
  [{ name: ['a<2', '>1'], version: '1' }, "The 'version' argument conflicts with any version specifier"],
  [{ name: ['a'] }, 'Unable to find any of pip3 to use.  pip needs to be installed.'],
])('%o fails', (options, message) => {
  expect(failure(pip, { options, answers: { pip: state({ pip: undefined, packages: new Map() }) } })).toContain(message)
})
