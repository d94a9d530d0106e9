import { expect, test } from 'vitest'
import { initScript } from '../../../src/remote/queries/init-script.ts'

const read = (text: string, name = 'web') =>
  initScript(name).parse({ stdout: Buffer.from(text), stderr: Buffer.alloc(0), status: 0 })

test.each<[string, string, boolean]>([
  ['one line', 'status 0\nweb is running', true],
  ['another', 'status 3\nweb is stopped', false],
  ['a line that denies', 'status 0\nweb is not running', true],
  ['its status', 'status 0\n● web.service\n  Active: inactive', true],
  ['a status that is none of success', 'status 3\na\nb', false],
  ['nothing at all', 'status 0\n', true],
])('%s tells whether it runs', (_what, text, running) => {
  expect(read(text)).toMatchObject({ found: true, running })
})

test('links tell in which runlevels it starts', () => {
  const { levels, tool } = read('tool update-rc.d\nlevel 2\nlevel S\nstatus 0\n')
  expect([...levels]).toEqual(['2', 'S'])
  expect(tool).toBe('update-rc.d')
})

test('processes are looked at where the script tells nothing', () => {
  expect(read('ps maybe\nstatus 7\n')).toMatchObject({ running: true, guessed: expect.stringContaining('ps output') })
  expect(read('status 7\n')).toMatchObject({ running: false, guessed: expect.stringContaining('assuming it is down') })
  expect(read('ps yes\n')).toMatchObject({ running: true })
})

test('a dry run knows what was planned', () => {
  const query = initScript('web')
  const missing = read('missing\n')
  expect(missing.found).toBe(false)
  const made = { kind: 'path', path: '/etc/init.d/web', stat: { kind: 'file' } } as const
  expect(query.overlay(missing, [made, { kind: 'unit', name: 'web', state: 'started', enabled: true }])).toEqual({
    ...missing,
    found: true,
    running: true,
    levels: new Set(['2', '3', '4', '5']),
    guessed: undefined,
  })
  expect(query.overlay(missing, [{ kind: 'unit', name: 'other', state: 'started' }])).toBe(missing)
})
