/** hash, md5, sha1, checksum, to_uuid, password_hash. */
import { createHash, getHashes } from 'node:crypto'
import { bytesOfText } from '../../util/escaped-bytes.ts'
import type { Value } from '../../values.ts'
import { type FilterFunction, filter } from '../plugin.ts'
import { FilterError, TemplateTypeError } from '../python/errors.ts'
import { plainText, required, textOf, wholeOf } from './arguments.ts'
import { passwordHash } from './password-hash.ts'

/** OpenSSL's names for what Python calls differently. */
const hashNames: Readonly<Record<string, string>> = {
  sha3_224: 'sha3-224',
  sha3_256: 'sha3-256',
  sha3_384: 'sha3-384',
  sha3_512: 'sha3-512',
  blake2b: 'blake2b512',
  blake2s: 'blake2s256',
}

const hexDigest = (name: string, text: string): string => {
  const known = hashNames[name.toLowerCase()] ?? name.toLowerCase()
  if (!getHashes().some((hash) => hash.toLowerCase() === known)) throw new FilterError(`unsupported hash type ${name}`)
  return createHash(known).update(bytesOfText(text)).digest('hex')
}

const digestFilter = (name: string): FilterFunction => filter([], (_, value) => hexDigest(name, plainText(value)))

const hash = filter(['hashtype?'], (_, value, [type]) => hexDigest(textOf(type, 'sha1'), plainText(value)))

const ANSIBLE_NAMESPACE = '361e6d51-faec-444a-9079-341386da8e2e'

const toUuid = filter(['namespace?'], (_, value, [namespace]) => {
  const given = textOf(namespace, ANSIBLE_NAMESPACE)
  const digits = given.replace(/urn:|uuid:|[{}-]/g, '')
  if (!/^[0-9a-f]{32}$/i.test(digits))
    throw new FilterError(`Invalid value '${given}' for 'namespace': badly formed hexadecimal UUID string`)
  const bytes = createHash('sha1').update(Buffer.from(digits, 'hex')).update(plainText(value)).digest().subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x50
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
})

const passwordFilter = filter(
  ['hashtype?', 'salt?', 'salt_size?', 'rounds?', 'ident?'],
  (_, value, [type, salt, saltSize, rounds, ident]) => {
    if (typeof required(value) !== 'string')
      throw new TemplateTypeError('secret must be unicode or bytes, not another type')
    return passwordHash(String(value), {
      type: textOf(type, 'sha512'),
      salt: optionalText(salt),
      saltSize: optionalWhole(saltSize),
      rounds: optionalWhole(rounds),
      ident: optionalText(ident),
    })
  },
)

const optionalText = (value: Value | undefined): string | undefined =>
  value === undefined || value === null ? undefined : plainText(value)

const optionalWhole = (value: Value | undefined): number | undefined =>
  value === undefined || value === null ? undefined : wholeOf(typeof value === 'string' ? Number(value) : value)

/** Filters of hashes. */
export const hashingFilters: Readonly<Record<string, FilterFunction>> = {
  hash,
  md5: digestFilter('md5'),
  sha1: digestFilter('sha1'),
  checksum: digestFilter('sha1'),
  to_uuid: toUuid,
  password_hash: passwordFilter,
}
