import { expect, test } from 'vitest'
import alternatives from '../../src/modules/alternatives.ts'
import { alternatives as query } from '../../src/remote/queries/alternatives.ts'
import { changes, failure, plan } from './plan-rig.ts'

const text = `editor - auto mode
  link best version is /bin/vi
  link currently points to /bin/vi
  link editor is /usr/bin/editor
  slave editor.1 is /usr/share/editor.1
/bin/ed - priority 10
/bin/vi - priority 30
  slave editor.1: /usr/share/vi.1
`
const read = (said: string, status = 0) =>
  query('editor').parse({ stdout: Buffer.from(said), stderr: Buffer.alloc(0), status })
const known = read(text)
const nothing = read('', 2)

const commands = (options: Record<string, unknown>, seen = known, there = true) =>
  changes(plan(alternatives, { options: { name: 'editor', ...options }, answers: { known: seen, there } }))
    .flatMap((one) => one.commands)
    .map((command) => command.replace(/^.*update-alternatives /, ''))

const slave = { name: 'editor.1', path: '/usr/share/vi.1', link: '/usr/share/editor.1' }

test('what the host says is read', () => {
  expect(known).toEqual({
    tool: true,
    mode: 'auto',
    current: '/bin/vi',
    link: '/usr/bin/editor',
    choices: new Map([
      ['/bin/ed', { priority: 10, subcommands: [] }],
      ['/bin/vi', { priority: 30, subcommands: [slave] }],
    ]),
  })
  expect(nothing).toMatchObject({ tool: true, mode: undefined, choices: new Map() })
  expect(read('', 127).tool).toBe(false)
})

test.each<[string, Record<string, unknown>, string[]]>([
  ['chosen already', { path: '/bin/vi' }, []],
  ['there, yet to be chosen', { path: '/bin/ed' }, ['--set editor /bin/ed']],
  ['there', { path: '/bin/ed', state: 'present' }, []],
  [
    'another priority',
    { path: '/bin/ed', state: 'present', priority: 5 },
    ['--install /usr/bin/editor editor /bin/ed 5'],
  ],
  ['a new one', { path: '/bin/joe' }, ['--install /usr/bin/editor editor /bin/joe 50', '--set editor /bin/joe']],
  ['the same links that follow', { path: '/bin/vi', subcommands: [slave] }, []],
  [
    'other links that follow',
    { path: '/bin/ed', state: 'present', subcommands: [slave] },
    ['--install /usr/bin/editor editor /bin/ed 10 --slave /usr/share/editor.1 editor.1 /usr/share/vi.1'],
  ],
  ['the choice of the host', { path: '/bin/ed', state: 'auto' }, []],
  ['gone', { path: '/bin/ed', state: 'absent' }, ['--remove editor /bin/ed']],
  ['gone already', { path: '/bin/joe', state: 'absent' }, []],
])('%s', (_what, options, expected) => {
  expect(commands(options)).toEqual(expected)
})

test('the host chooses again', () => {
  expect(commands({ path: '/bin/ed', state: 'auto' }, { ...known, mode: 'manual' })).toEqual(['--auto editor'])
})

test('the result tells what was done', () => {
  const options = { name: 'editor', path: '/bin/joe', state: 'selected' }
  const result = alternatives.returns?.({ options, before: { known, there: true } } as never)
  expect(result?.get('msg')).toBe(
    "Install alternative '/bin/joe' for 'editor'. Set alternative '/bin/joe' for 'editor'.",
  )
})

test.each<[string, Record<string, unknown>, boolean, string]>([
  ['no path', { link: '/l' }, false, 'Specified path /bin/x does not exist'],
  ['no link', {}, true, 'Needed to install the alternative, but unable to do so as we are missing the link'],
])('%s is a failure', (_what, options, there, message) => {
  const situation = { options: { name: 'x', path: '/bin/x', ...options }, answers: { known: nothing, there } }
  expect(failure(alternatives, situation)).toBe(message)
})

test('a dry run knows what was planned', () => {
  const planned = plan(alternatives, {
    options: { name: 'editor', path: '/bin/joe', priority: 99 },
    answers: { known, there: true },
  }).flatMap((one) => (one.kind === 'change' ? one.effects : []))
  const after = query('editor').overlay(known, planned)
  expect(after).toMatchObject({ current: '/bin/joe', mode: 'manual' })
  expect(after.choices.get('/bin/joe')).toEqual({ priority: 99, subcommands: [] })
})
