import { Readable } from 'node:stream'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { folderWith, run } from './rig.ts'

const folder = folderWith({
  hosts: '[web]\nw1\nw2\n[db]\nd1\n[all:vars]\nansible_connection=local\n',
})

afterEach(() => vi.restoreAllMocks())

/** What the console answers to each line; prompts are cut off. */
const converse = async (lines: readonly string[], ...args: readonly string[]) => {
  const input = Object.assign(Readable.from([`${lines.join('\n')}\n`]), { isTTY: false })
  vi.spyOn(process, 'stdin', 'get').mockReturnValue(input as unknown as typeof process.stdin)
  const ended = await run(folder, 'console', '-i', 'hosts', '-u', 'me', ...args)
  const [welcome, ...answers] = ended.stdout.split(/me@[^ ]* \(\d+\)\[f:\d+\][$#] /)
  return { ...ended, welcome, answers, prompts: ended.stdout.match(/me@[^ ]* \(\d+\)\[f:\d+\][$#]/g) }
}

describe('the console', () => {
  test('begins with a welcome and ends with the input', async () => {
    const { status, welcome, answers } = await converse([])
    expect(status).toBe(0)
    expect(welcome).toContain('Welcome to the runbook console. Type help or ? to list commands.')
    expect(answers.at(-1)).toBe('\nThe console was exited.\n')
  })

  test('runs modules, and command lines in a shell', async () => {
    const { answers } = await converse(
      ['debug msg=hi', 'echo a | tr a b', '!echo c', 'shell echo d', '# nothing'],
      'w1',
    )
    expect(answers.slice(0, 5)).toEqual([
      'w1 | SUCCESS => {\n    "msg": "hi"\n}\n',
      'w1 | CHANGED | rc=0 >>\nb\n',
      'w1 | CHANGED | rc=0 >>\nc\n',
      'w1 | CHANGED | rc=0 >>\nd\n',
      '',
    ])
  })

  test('goes to other hosts with cd', async () => {
    const { answers, prompts } = await converse(['list', 'cd db', 'list', 'list groups', 'cd nowhere', 'cd', 'cd /'])
    expect(answers[0]).toBe('w1\nw2\nd1\n')
    expect(answers[2]).toBe('d1\n')
    expect(answers[3]).toBe('all\ndb\nungrouped\nweb\n')
    expect(answers[4]).toBe('no host matched\n')
    expect(prompts).toEqual(
      ['me@all (3)[f:5]$', ...Array(4).fill('me@db (1)[f:5]$'), 'me@* (3)[f:5]$', 'me@all (3)[f:5]$'].toSpliced(
        1,
        0,
        'me@all (3)[f:5]$',
      ),
    )
  })

  test('shows in its prompt as whom and how many at a time', async () => {
    const { prompts } = await converse(['become yes', 'become_user other', 'become_user root', 'become no', 'forks 3'])
    expect(prompts).toEqual(['$', '#', '$', '#', '$', '$'].map((end, at) => `me@all (3)[f:${at < 5 ? 5 : 3}]${end}`))
  })

  test('runs tasks in check mode, with differences, a time limit and another user', async () => {
    const { answers } = await converse(
      ['check yes', 'command touch made creates=/nowhere', 'check no', 'timeout 1', 'shell sleep 5', 'remote_user you'],
      'w1',
    )
    expect(answers[0]).toBe('check mode changed to True\n')
    expect(answers[1]).toContain('w1 | CHANGED | rc=')
    expect(answers[4]).toContain('w1 | FAILED')
  })

  test('says what is missing or wrong', async () => {
    const { answers, stderr } = await converse([
      ...['become', 'become_user', 'become_method', 'check', 'diff', 'timeout', 'forks', 'verbosity', 'remote_user'],
      ...['timeout x', 'forks 0', 'verbosity x', 'list x', 'help nowhere'],
    ])
    expect(answers[0]).toBe('Please specify become value, e.g. `become yes`\n')
    expect(answers[5]).toBe('Usage: timeout <seconds>\n')
    expect(answers[10]).toBe('forks must be greater than or equal to 1\n')
    expect(stderr.match(/^\[ERROR\]: .*/gm)).toEqual([
      '[ERROR]: The timeout must be a valid positive integer, or 0 to disable: x',
      '[ERROR]: The verbosity must be a valid integer: x',
      '[ERROR]: Invalid option passed to "list"',
      '[ERROR]: nowhere is not a valid command, use ? to list all valid commands.',
    ])
  })

  test('tells more from verbosity 1 on', async () => {
    const { answers } = await converse(['become no', 'verbosity 1', 'become no', 'collections a.b, c.d'])
    expect([answers[0], answers[2]]).toEqual(['', 'become changed to False\n'])
    expect(answers[3]).toBe('Collections name search is set to: a.b, c.d\n')
  })

  test('goes on after a task that can not be', async () => {
    const { answers } = await converse(['copy nonsense=1 dest=/x', 'debug msg=on'], 'w1')
    expect(answers[0]).toContain('"msg": "Unsupported parameters for (copy) module: nonsense.')
    expect(answers[1]).toContain('"msg": "on"')
  })

  test('helps with commands and modules', async () => {
    const { answers } = await converse(['help', '? cd', 'help ping', 'help exit'])
    expect(answers[0]).toContain('Modules (help MODULE tells the options):')
    expect(answers[1]).toContain('Usage: cd <group>|<host>|<host pattern>')
    expect(answers[2]).toContain('Parameters:\n  data ')
    expect(answers[3]).toBe('Leave the console.\n')
  })

  test('leaves with exit', async () => {
    const { answers } = await converse(['exit', 'debug msg=never'])
    expect(answers).toEqual(['\nThe console was exited.\n'])
  })

  test('needs hosts to begin with', async () => {
    expect(await converse([], 'web', '--limit', 'nowhere')).toMatchObject({ status: 1 })
  })
})
