import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { loadPasswords, type PasswordRequest } from '../../src/vault/load-passwords.ts'
import { createVault } from '../../src/vault/vault.ts'
import { folderOf } from '../rig/reference-inventory.ts'

const first = { label: 'first', reveal: () => Buffer.from('one') }
const folder = folderOf({
  plain: ' secret \n',
  empty: '\n',
  script: '#!/bin/sh\necho "scripted ($*)"\n',
  'key-client.sh': '#!/bin/sh\n[ "$2" = known ] && echo "for $2" && exit 0\necho what >&2; exit 2\n',
  failing: '#!/bin/sh\nexit 7\n',
  one: 'one\n',
  encrypted: createVault([first]).encrypt('inner\n'),
})
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string) => join(folder, name)

const load = async (request: PasswordRequest, answers: readonly string[] = []) => {
  const prompts: string[] = []
  const warnings: string[] = []
  const prompt = async (text: string) => {
    prompts.push(text)
    return answers[prompts.length - 1] ?? ''
  }
  const passwords = await loadPasswords(request, { prompt, warn: (message) => warnings.push(message) })
  return { prompts, warnings, passwords: passwords.map(({ label, reveal }) => `${label}=${reveal().toString()}`) }
}

test('files come with and without a label', async () => {
  const { passwords } = await load({ ids: [`dev@${at('plain')}`, at('plain')], files: [at('plain')] })
  expect(passwords).toEqual(['dev=secret', 'default=secret', 'default=secret'])
})

test('scripts print a password, clients are told which one', async () => {
  const { passwords } = await load({ ids: [`a@${at('script')}`, `known@${at('key-client.sh')}`] })
  expect(passwords).toEqual(['a=scripted ()', 'known=for known'])
})

test('a file may be a vault of an earlier password', async () => {
  const { passwords } = await load({ ids: [`first@${at('one')}`, `second@${at('encrypted')}`] })
  expect(passwords).toEqual(['first=one', 'second=inner'])
})

test('a person is asked in the words that tools wait for', async () => {
  const asked = await load({ ids: ['dev@prompt'], ask: true }, ['a', 'b'])
  expect(asked.prompts).toEqual(['Vault password (dev): ', 'Vault password: '])
  expect(asked.passwords).toEqual(['dev=a', 'default=b'])
})

test('a new password is asked for twice', async () => {
  const request = { ids: ['dev@prompt', 'x@prompt_ask_vault_pass'], isNew: true }
  const { prompts } = await load(request, ['a', 'a', 'b', 'b'])
  expect(prompts).toEqual([
    'New vault password (dev): ',
    'Confirm new vault password (dev): ',
    'New Vault password: ',
    'Confirm New Vault password: ',
  ])
  await expect(load(request, ['a', 'b'])).rejects.toThrow('Passwords do not match')
  await expect(load(request, [''])).rejects.toThrow('Invalid vault password was provided')
})

test('a source that fails is a warning while another works', async () => {
  const { passwords, warnings } = await load({ ids: [`gone@${at('gone')}`], files: [at('plain')] })
  expect(passwords).toEqual(['default=secret'])
  expect(warnings).toEqual([
    `Error getting vault password file (gone): The vault password file ${at('gone')} was not found`,
  ])
})

test.each([
  ['gone', 'was not found'],
  ['empty', 'Invalid vault password was provided from file'],
  ['failing', 'returned non-zero (7)'],
  ['key-client.sh', 'did not find a secret for vault-id=x: what'],
])('%s alone is an error', async (name, message) => {
  await expect(load({ ids: [`x@${at(name)}`] })).rejects.toThrow(message)
})
