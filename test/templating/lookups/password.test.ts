import { readFileSync, statSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { playbookWith } from './lookups-rig.ts'

describe('the password lookup', () => {
  it('draws a password once and keeps it for its owner alone', () => {
    const { evaluate, basedir } = playbookWith({})
    const first = evaluate("lookup('password', 'cred/pw length=12 chars=digits')")
    expect(first).toMatch(/^\d{12}$/)
    expect(evaluate("lookup('password', 'cred/pw')")).toBe(first)
    expect(readFileSync(`${basedir}/cred/pw`, 'utf8')).toBe(`${first}\n`)
    expect(statSync(`${basedir}/cred/pw`).mode & 0o777).toBe(0o600)
  })

  it('keeps the salt of a hash, so that the hash stays the same', () => {
    const { evaluate, basedir } = playbookWith({ pw: 'secret\n' })
    const first = evaluate("lookup('password', 'pw', encrypt='md5_crypt')")
    expect(first).toMatch(/^\$1\$.{8}\$/)
    expect(readFileSync(`${basedir}/pw`, 'utf8')).toMatch(/^secret salt=.{8}\n$/)
    expect(evaluate("lookup('password', 'pw encrypt=md5_crypt')")).toBe(first)
  })

  it('draws the same for the same seed, and keeps nothing in /dev/null', () => {
    const { evaluate } = playbookWith({})
    expect(evaluate("lookup('password', '/dev/null', seed='host1')")).toBe('.FxC8RS71Bo:2EJEIe:e')
  })
})
