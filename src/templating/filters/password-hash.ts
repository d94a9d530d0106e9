/** Hashes of passwords for `/etc/shadow`, as passlib makes them. */
import { createHash, randomInt } from 'node:crypto'
import bcrypt from 'bcryptjs'
import { FilterError } from '../python/errors.ts'
import { markVolatile } from '../python/volatile.ts'
import { md5Crypt, shaCrypt } from './unix-crypt.ts'

export interface PasswordOptions {
  readonly type: string
  readonly salt?: string | undefined
  readonly saltSize?: number | undefined
  readonly rounds?: number | undefined
  readonly ident?: string | undefined
}

interface Scheme {
  readonly saltSize: number
  readonly rounds: readonly [least: number, usual: number, most: number]
  hash(password: string, salt: string, settings: { rounds: number; ident: string | undefined }): string
}

const shaScheme = (name: 'sha256' | 'sha512', id: string, usualRounds: number): Scheme => ({
  saltSize: 16,
  rounds: [1000, usualRounds, 999_999_999],
  hash: (password, salt, { rounds }) =>
    `$${id}$${rounds === 5000 ? '' : `rounds=${rounds}$`}${salt}$${shaCrypt(name, password, { salt, rounds })}`,
})

const schemes: Readonly<Record<string, Scheme>> = {
  sha512_crypt: shaScheme('sha512', '6', 656_000),
  sha256_crypt: shaScheme('sha256', '5', 535_000),
  md5_crypt: {
    saltSize: 8,
    rounds: [0, 0, 0],
    hash: (password, salt) => `$1$${salt}$${md5Crypt(password, salt)}`,
  },
  bcrypt: {
    saltSize: 22,
    rounds: [4, 12, 31],
    hash: (password, salt, { rounds, ident = '2b' }) => bcryptHash(password, salt, { rounds, ident }),
  },
}

const shortNames: Readonly<Record<string, string>> = {
  md5: 'md5_crypt',
  blowfish: 'bcrypt',
  sha256: 'sha256_crypt',
  sha512: 'sha512_crypt',
}

const SALT_CHARACTERS = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** The hash of a password; a salt is drawn where none is given. */
export const passwordHash = (password: string, options: PasswordOptions): string => {
  const name = shortNames[options.type] ?? options.type
  const scheme = Object.hasOwn(schemes, name) ? schemes[name] : undefined
  if (!scheme) throw new FilterError(notSupported(options.type))
  const [least, usual, most] = scheme.rounds
  const rounds = options.rounds ?? usual
  if (rounds < least) throw new FilterError(`rounds too low (${name} requires >= ${least} rounds)`)
  if (rounds > most && most > 0) throw new FilterError(`rounds too high (${name} requires <= ${most} rounds)`)
  const salt = saltFor(name, scheme, options)
  const { ident } = options
  const make = (): string => scheme.hash(password, salt, { rounds, ident })
  return options.salt === undefined ? make() : remembered(JSON.stringify([password, name, salt, rounds, ident]), make)
}

/** These hash a user's name as well, so they can't be had with a password alone. */
const withUser: ReadonlySet<string> = new Set(['cisco_asa', 'cisco_pix', 'msdcc', 'msdcc2', 'oracle10', 'postgres_md5'])

const notSupported = (type: string): string =>
  withUser.has(type)
    ? `${type} is not in the list of supported passlib algorithms: ${Object.keys(shortNames).join(', ')}`
    : `passlib does not support '${type}' algorithm`

const results = new Map<string, string>()
const mostResults = 128

/** A hash takes a second, and with a salt it is the same for every host; what it is of is kept as a digest only. */
const remembered = (inputs: string, make: () => string): string => {
  const key = createHash('sha256').update(inputs).digest('base64')
  const result = results.get(key) ?? make()
  if (results.size >= mostResults) results.clear()
  results.set(key, result)
  return result
}

const saltFor = (name: string, scheme: Scheme, { salt, saltSize }: PasswordOptions): string => {
  if (salt === undefined) return randomSalt(Math.min(saltSize ?? scheme.saltSize, scheme.saltSize))
  if (/[^./0-9A-Za-z]/.test(salt)) throw new FilterError(`invalid characters in ${name} salt`)
  if (name === 'bcrypt' && salt.length < scheme.saltSize)
    throw new FilterError(`salt too small (${name} requires exactly ${scheme.saltSize} chars)`)
  if (salt.length > scheme.saltSize)
    throw new FilterError(`salt too large (${name} requires <= ${scheme.saltSize} chars)`)
  return salt
}

/** A random salt of the characters that crypt knows. */
export const randomSalt = (size: number): string => {
  markVolatile()
  return Array.from({ length: size }, () => SALT_CHARACTERS[randomInt(SALT_CHARACTERS.length)]).join('')
}

const bcryptHash = (password: string, salt: string, { rounds, ident }: { rounds: number; ident: string }): string => {
  const version = ident.replaceAll('$', '')
  if (!/^2[aby]$/.test(version)) throw new FilterError(`invalid ident for bcrypt: ${ident}`)
  const hash = bcrypt.hashSync(password, `$2b$${String(rounds).padStart(2, '0')}$${salt}`)
  return hash.replace(/^\$2b/, `$${version}`)
}
