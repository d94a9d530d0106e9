import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { createVault, type VaultPassword } from '../../src/vault/vault.ts'
import { hasReference } from '../rig/reference-inventory.ts'

const password = (label: string, text: string): VaultPassword => ({ label, reveal: () => Buffer.from(text) })
const dev = password('dev', 'correct horse')
const prod = password('prod', 'battery staple')

const format11 = `$ANSIBLE_VAULT;1.1;AES256
33393130383831383866326364626361656166306436613139653864636561316666393234303966
6264366139626261396561373838363964626138663533330a363631373336303132363666663137
61313230373239336163383030633135613962326139326430373165386432663765346363623563
3662623764663331370a636632326537353061386363363366336163386365306362366630663365
3266
`
const format12 = `$ANSIBLE_VAULT;1.2;AES256;dev
34373735643164326130346633366565383061666534633264333139383032336137353730646533
6336323661616465666435616437653238613335353066320a666635386132633030616230366233
31373061633339653763326565303734373862396330643935346261363365333863656461383636
6139613566666633370a613331643863383362373037366438643530353934343863656533376263
6466
`

test('vaults of both formats are opened', () => {
  const vault = createVault([prod, dev])
  expect(vault.decryptText(format11)).toBe('secret: é\n')
  expect(vault.decryptText(format12)).toBe('secret: é\n')
  expect(vault.labelFor(format12)).toBe('dev')
})

test('labels can be required to match', () => {
  const strict = createVault([password('other', 'correct horse')], { matchLabels: true })
  expect(() => strict.decrypt(format12, 'a.yml')).toThrow(
    'Decryption failed (no vault secrets were found that could decrypt) on a.yml',
  )
  expect(createVault([password('other', 'correct horse')]).decryptText(format12)).toBe('secret: é\n')
})

test('without a password, or a fitting one, the error says so', () => {
  expect(() => createVault([]).decrypt(format11)).toThrow('Attempting to decrypt but no vault secrets found')
  expect(() => createVault([prod]).decrypt(format11)).toThrow('no vault secrets were found that could decrypt')
  expect(() => createVault([]).encrypt('x')).toThrow('A vault password must be specified to encrypt data')
})

test('the label chooses the password to encrypt with', () => {
  const vault = createVault([dev, prod])
  expect(vault.encrypt('x').split('\n')[0]).toBe('$ANSIBLE_VAULT;1.1;AES256')
  const labelled = vault.encrypt('x', 'prod')
  expect(labelled.split('\n')[0]).toBe('$ANSIBLE_VAULT;1.2;AES256;prod')
  expect(createVault([prod]).decryptText(labelled)).toBe('x')
  expect(() => vault.encrypt('x', 'none')).toThrow("known vault-ids ['dev', 'prod']")
})

test('a vault is not encrypted again', () => {
  expect(() => createVault([dev]).encrypt(format11)).toThrow('input is already encrypted')
})

test('bytes stay bytes, and a salt makes the text repeatable', () => {
  const vault = createVault([dev], { salt: Buffer.from('salt') })
  const bytes = Uint8Array.from([0, 255, 10, 13, 128])
  expect(vault.decrypt(vault.encrypt(bytes))).toEqual(Buffer.from(bytes))
  expect(vault.encrypt('x')).toBe(vault.encrypt('x'))
})

test('a password is not printed', () => {
  expect(inspect(createVault([dev]), { depth: 9 })).not.toMatch(/correct|63 6f/)
})

describe.runIf(hasReference)('with ansible-vault', () => {
  const folder = mkdtempSync(join(tmpdir(), 'runbook-vault-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const path = (name: string) => join(folder, name)
  const ansibleVault = (...args: string[]) =>
    execFileSync('ansible-vault', [...args, '--vault-id', `dev@${path('password')}`]).toString()

  test('texts are exchanged both ways', () => {
    writeFileSync(path('password'), 'correct horse\n')
    const vault = createVault([dev])
    writeFileSync(path('ours'), vault.encrypt('from here: ü', 'dev'))
    expect(ansibleVault('view', path('ours')).trim()).toBe('from here: ü')
    writeFileSync(path('plain'), 'from there: ß\n')
    ansibleVault('encrypt', path('plain'), '--output', path('theirs'))
    expect(vault.decryptText(execFileSync('cat', [path('theirs')]).toString())).toBe('from there: ß\n')
  }, 60_000)
})
