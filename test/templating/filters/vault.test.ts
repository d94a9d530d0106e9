import { describe, expect, it } from 'vitest'
import { createVault } from '../../../src/vault/vault.ts'
import { VaultSecret } from '../../../src/yaml/vault-secret.ts'
import { failure, render } from '../evaluate.ts'

describe('filters of vaults', () => {
  it('open what they sealed', () => {
    expect(render("'text' | vault('pw') | unvault('pw')")).toBe('text')
  })

  it('seal in the format of Ansible, with the label given', () => {
    expect(render("'text' | vault('pw', vault_id='prod')")).toMatch(/^\$ANSIBLE_VAULT;1\.2;AES256;prod\n[0-9a-f\n]+$/)
  })

  it('make a secret of it where that is asked for', () => {
    expect(render("'text' | vault('pw', wrap_object=true) | type_debug")).toBe('AnsibleVaultEncryptedUnicode')
  })

  it('open the text of a secret without the passwords of the run', () => {
    const sealed = createVault([{ label: 'x', reveal: () => Buffer.from('pw') }]).encrypt('text', 'x')
    const secret = new VaultSecret(sealed, () => {
      throw new Error('no password')
    })
    expect(render("secret | unvault('pw')", { secret })).toBe('text')
  })

  it('leave text that is not sealed as it is', () => {
    expect(render("'plain' | unvault('pw')")).toBe('plain')
  })

  it('fail for a wrong password', () => {
    expect(failure("'text' | vault('pw') | unvault('other')")).toContain('Unable to decrypt')
  })
})
