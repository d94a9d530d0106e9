import { describe, expect, it } from 'vitest'
import { passwordHash } from '../../../src/templating/filters/password-hash.ts'

describe('passwordHash', () => {
  // The values that crypt(3) of glibc and libxcrypt gives.
  it.each([
    [
      'é'.repeat(40),
      { type: 'sha512', salt: 'ab', rounds: 1000 },
      '$6$rounds=1000$ab$2LZSTn0xBQntsuazuHfWmdSlVJAMxBAoHF1u7i1KTmgCJZQMHH5l5krXeOdTrLR7Olm43./S2IF/TYMqcCkDo.',
    ],
    ['', { type: 'sha256', salt: 'ab', rounds: 5000 }, '$5$ab$qRq/oZkUn9lJUSIcgVT3NbpSDsjn.r137TBSoCt2kCA'],
    [
      'pw',
      { type: 'blowfish', salt: '1234567890123456789012' },
      '$2b$12$123456789012345678901ur8.t6rMyOWgNT79nPonFt8j1PTEo93G',
    ],
    ['a longer password than sixteen', { type: 'md5', salt: 'abc' }, '$1$abc$dmFiZ.bx5f99XqzISlIQP1'],
  ])('gives crypt(3)’s hash of %j with %j', (password, options, hash) => {
    expect(passwordHash(password, options)).toBe(hash)
  })

  it('draws a salt of the usual length where none is given', () => {
    expect(passwordHash('x', { type: 'sha512', rounds: 1000 })).toMatch(/^\$6\$rounds=1000\$[./0-9A-Za-z]{16}\$.{86}$/)
    expect(passwordHash('x', { type: 'md5' })).not.toBe(passwordHash('x', { type: 'md5' }))
  })

  it.each([
    [{ type: 'rot13' }, "passlib does not support 'rot13'"],
    [{ type: 'sha512', rounds: 10 }, 'rounds too low'],
    [{ type: 'sha512', salt: 'a$b' }, 'invalid characters in sha512_crypt salt'],
    [{ type: 'sha512', salt: 'a'.repeat(17) }, 'salt too large'],
    [{ type: 'bcrypt', salt: 'short' }, 'salt too small'],
  ])('refuses %j', (options, message) => {
    expect(() => passwordHash('x', options)).toThrow(message)
  })
})
