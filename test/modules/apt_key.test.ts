import { expect, test } from 'vitest'
import aptKey from '../../src/modules/apt_key.ts'
import { changes, failure, plan } from './plan-rig.ts'

const keys = ['0123456789ABCDEF']

const commands = (options: Record<string, unknown>) =>
  changes(plan(aptKey, { options, answers: { keys } })).flatMap((one) => one.commands)

test.each([
  [{ id: '89ABCDEF', url: 'https://x/key' }],
  [{ id: '0x0123456789abcdef', url: 'https://x/key' }],
  [{ id: 'FFFF0123456789ABCDEF', keyserver: 'k' }],
  [{ id: 'AAAAAAAA', state: 'absent' }],
])('%o is so already', (options) => {
  expect(commands(options)).toEqual([])
})

test.each<[Record<string, unknown>, string]>([
  [{ id: 'AAAAAAAA', keyserver: 'keys.x' }, 'apt-key adv --no-tty --keyserver keys.x --recv AAAAAAAA'],
  [{ file: '/k.asc', keyring: '/r.gpg' }, 'apt-key --keyring /r.gpg add /k.asc'],
  [{ url: 'https://x/key' }, 'curl -fsSL'],
  [{ id: '89ABCDEF', state: 'absent' }, 'apt-key del 89ABCDEF'],
])('%o runs %s', (options, command) => {
  expect(commands(options)).toEqual([expect.stringContaining(command)])
})

test.each([
  [{ id: 'xyz', url: 'u' }, 'Invalid key_id'],
  [{ state: 'absent' }, 'key is required'],
  [{ keyserver: 'k' }, 'Missing key_id, required with keyserver.'],
  [{}, 'No key to add: give one of data, file, url or keyserver'],
])('%o fails: %s', (options, message) => {
  expect(failure(aptKey, { options, answers: { keys } })).toBe(message)
})
