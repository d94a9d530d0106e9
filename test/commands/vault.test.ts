import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { folderWith, run } from './rig.ts'

let folder = ''
beforeEach(() => {
  folder = folderWith({ one: 'first\n', two: 'second\n', 'plain.yml': 'a: 1\n' })
  vi.stubEnv('ANSIBLE_LOCAL_TEMP', join(folder, 'tmp/deep'))
})
afterEach(() => vi.unstubAllEnvs())

const vault = (...args: readonly string[]) => run(folder, 'vault', ...args)
const contentOf = (file: string): string => readFileSync(join(folder, file), 'utf8')
const headerOf = (file: string): string => contentOf(file).split('\n')[0]!
const view = async (file: string, id: string) => (await vault('view', '--vault-id', id, file)).stdout

describe('runbook vault', () => {
  test('encrypts a file in place, for its owner alone, and decrypts it again', async () => {
    expect(await vault('encrypt', '--vault-password-file', 'one', 'plain.yml')).toMatchObject({ status: 0, stderr: '' })
    expect(headerOf('plain.yml')).toBe('$ANSIBLE_VAULT;1.1;AES256')
    expect(statSync(join(folder, 'plain.yml')).mode & 0o777).toBe(0o600)
    expect(await view('plain.yml', 'one')).toBe('a: 1\n')
    await vault('decrypt', '--vault-password-file', 'one', 'plain.yml')
    expect(contentOf('plain.yml')).toBe('a: 1\n')
  })

  test('writes elsewhere with --output', async () => {
    await vault('encrypt', '--vault-id', 'dev@one', '--output', 'sealed', 'plain.yml')
    expect(contentOf('plain.yml')).toBe('a: 1\n')
    expect(headerOf('sealed')).toBe('$ANSIBLE_VAULT;1.2;AES256;dev')
    expect((await vault('decrypt', '--vault-id', 'one', '--output', '-', 'sealed')).stdout).toBe('a: 1\n')
  })

  test('encrypts with the vault id that is named', async () => {
    const ids = ['--vault-id', 'dev@one', '--vault-id', 'prod@two']
    expect(await vault('encrypt', ...ids, 'plain.yml')).toMatchObject({
      status: 5,
      stderr: expect.stringContaining('The vault-ids dev,prod are available to encrypt'),
    })
    await vault('encrypt', ...ids, '--encrypt-vault-id', 'prod', 'plain.yml')
    expect(headerOf('plain.yml')).toBe('$ANSIBLE_VAULT;1.2;AES256;prod')
    expect(await view('plain.yml', 'two')).toBe('a: 1\n')
  })

  test('changes the password and keeps the mode', async () => {
    await vault('encrypt', '--vault-id', 'one', 'plain.yml')
    chmodSync(join(folder, 'plain.yml'), 0o640)
    const rekeyed = await vault('rekey', '--vault-id', 'one', '--new-vault-id', 'new@two', 'plain.yml')
    expect([rekeyed.status, rekeyed.stderr]).toEqual([0, 'Rekey successful\n'])
    expect(headerOf('plain.yml')).toBe('$ANSIBLE_VAULT;1.2;AES256;new')
    expect(statSync(join(folder, 'plain.yml')).mode & 0o777).toBe(0o640)
    expect(await view('plain.yml', 'two')).toBe('a: 1\n')
  })

  test('lets an editor change a vault, whose label stays', async () => {
    await vault('encrypt', '--vault-id', 'dev@one', 'plain.yml')
    vi.stubEnv('EDITOR', 'sed -i s/1/2/')
    await vault('edit', '--vault-id', 'one', 'plain.yml')
    expect(headerOf('plain.yml')).toBe('$ANSIBLE_VAULT;1.2;AES256;dev')
    expect(await view('plain.yml', 'one')).toBe('a: 2\n')
  })

  test('leaves a vault as it is when the editor changes nothing', async () => {
    await vault('encrypt', '--vault-id', 'one', 'plain.yml')
    const before = contentOf('plain.yml')
    vi.stubEnv('EDITOR', 'true')
    await vault('edit', '--vault-id', 'one', 'plain.yml')
    expect(contentOf('plain.yml')).toBe(before)
  })

  test('makes a new vault of what an editor writes', async () => {
    vi.stubEnv('EDITOR', `cp ${join(folder, 'plain.yml')}`)
    const made = await vault('create', '--skip-tty-check', '--vault-id', 'one', 'deep/new.yml')
    expect(made).toMatchObject({ status: 0, stderr: expect.stringContaining('deep does not exist, creating') })
    expect(await view('deep/new.yml', 'one')).toBe('a: 1\n')
    expect(await vault('create', '--skip-tty-check', '--vault-id', 'one', 'deep/new.yml')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("please use 'edit' instead"),
    })
  })

  test('leaves no plain text behind', async () => {
    await vault('encrypt', '--vault-id', 'one', 'plain.yml')
    const seen = join(folder, 'seen')
    writeFileSync(join(folder, 'editor'), `#!/bin/sh\necho "$1" > ${seen}\necho b: 2 >> "$1"\n`, { mode: 0o755 })
    vi.stubEnv('EDITOR', join(folder, 'editor'))
    await vault('edit', '--vault-id', 'one', 'plain.yml')
    const edited = contentOf('seen').trim()
    expect(edited.startsWith(join(folder, 'tmp/deep/'))).toBe(true)
    expect(existsSync(edited)).toBe(false)
  })

  test('encrypts strings as blocks for a playbook', async () => {
    const { stdout, stderr } = await vault('encrypt_string', '--vault-id', 'one', 'a', 'b', '-n', 'x')
    expect(stdout).toMatch(/^x: !vault \|\n {10}\$ANSIBLE_VAULT;1.1;AES256\n(?: {10}[0-9a-f]+\n)+!vault \|\n/)
    expect(stderr).toContain('# The encrypted version of variable ("x", the string #1 from the command line args).')
    writeFileSync(join(folder, 'block'), stdout.split('!vault |\n')[2]!.replaceAll(/^ +/gm, ''))
    expect(await view('block', 'one')).toBe('b\n')
  })

  test('makes the same vault of the same salt', async () => {
    vi.stubEnv('ANSIBLE_VAULT_ENCRYPT_SALT', 'salty')
    const [first, second] = [
      await vault('encrypt_string', '--vault-id', 'one', 'a'),
      await vault('encrypt_string', '--vault-id', 'one', 'a'),
    ]
    expect(first.stdout).toBe(second.stdout)
  })

  test.each([
    [['view', '--vault-id', 'two', 'sealed'], 1, 'Decryption failed'],
    [['view', '--vault-id', 'nowhere', 'sealed'], 1, 'was not found'],
    [['view', '--vault-id', 'one', 'plain.yml'], 1, 'input is not vault encrypted data for plain.yml'],
    [['view', '--vault-id', 'one', 'nowhere'], 1, 'Unable to read source file (nowhere)'],
    [['view', '--vault-id', 'a;b@one', 'sealed'], 5, "The character ';' is not allowed"],
    [['encrypt', '--vault-id', 'one', 'sealed'], 1, 'input is already encrypted'],
    [['encrypt', '--vault-id', 'one', '--encrypt-vault-id', 'x', 'plain.yml'], 1, "known vault-ids ['default']"],
    [['encrypt', '--vault-id', 'one', '--output', 'x', 'one', 'two'], 5, 'At most one input file'],
    [['encrypt_string', '--vault-id', 'one', ''], 5, 'was empty, not encrypting'],
    [
      ['rekey', '--vault-id', 'one', '--new-vault-id', 'a', '--new-vault-password-file', 'b', 'sealed'],
      2,
      'not allowed',
    ],
    [['encrpyt', 'plain.yml'], 2, 'did you mean "encrypt"?'],
    [[], 2, 'an action is missing'],
  ])('of %j says what is wrong and ends with %i', async (args, status, message) => {
    await vault('encrypt', '--vault-id', 'one', '--output', 'sealed', 'plain.yml')
    const ended = await vault(...args)
    expect(ended.status).toBe(status)
    expect(ended.stderr).toContain(message)
  })

  test('takes a label for a rule where the configuration says so', async () => {
    await vault('encrypt', '--vault-id', 'dev@one', 'plain.yml')
    vi.stubEnv('ANSIBLE_VAULT_ID_MATCH', '1')
    expect((await vault('view', '--vault-id', 'one', 'plain.yml')).status).toBe(1)
    expect(await view('plain.yml', 'dev@one')).toBe('a: 1\n')
  })

  test.runIf(hasAnsibleVault())('understands ansible-vault and is understood by it', async () => {
    const ansible = (...args: string[]) => execFileSync('ansible-vault', args, { cwd: folder, encoding: 'utf8' })
    await vault('encrypt', '--vault-id', 'dev@one', 'plain.yml')
    expect(ansible('view', '--vault-id', 'one', 'plain.yml')).toBe('a: 1\n')
    ansible('rekey', '--vault-id', 'one', '--new-vault-id', 'two', 'plain.yml')
    expect(await view('plain.yml', 'two')).toBe('a: 1\n')
  })
})

function hasAnsibleVault(): boolean {
  try {
    execFileSync('ansible-vault', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
