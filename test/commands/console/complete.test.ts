import { expect, test } from 'vitest'
import { complete } from '../../../src/commands/console/complete.ts'
import type { Session } from '../../../src/commands/console/session.ts'

const session = (pattern: string): Session => ({
  choices: {
    pattern,
    remoteUser: undefined,
    become: false,
    becomeUser: undefined,
    becomeMethod: undefined,
    check: false,
    diff: false,
    forks: 5,
    verbosity: 0,
    timeout: 0,
    collections: [],
  },
  opened: {
    run: { hosts: { match: () => ['w1'] } },
    inventory: { groups: new Map([['web', {}]]) },
  } as unknown as Session['opened'],
  hosts: ['w1', 'd1'],
  user: 'me',
  print: () => {},
  error: () => {},
  detail: () => {},
})

test.each<[line: string, words: string[], replaced: string]>([
  ['become_', ['become_method', 'become_user'], 'become_'],
  ['lineinf', ['lineinfile'], 'lineinf'],
  ['cd w', ['w1', 'web'], 'w'],
  ['become ', ['yes', 'no'], ''],
  ['help verb', ['verbosity'], 'verb'],
  ['list g', ['groups'], 'g'],
  ['copy src=a des', ['dest='], 'des'],
  ['nosuch x', [], 'x'],
])('%j can go on with %j', async (line, words, replaced) => {
  expect(await complete(session('all'), line)).toEqual([words, replaced])
})

test('below a group only its hosts can be gone to', async () => {
  expect(await complete(session('web'), 'cd ')).toEqual([['w1'], ''])
})
