/** Python's names of text encodings. */
import { bytesOfText, textOfBytes, utf16Text } from '../../util/escaped-bytes.ts'
import { FilterError } from '../python/errors.ts'
import { characters } from '../python/text.ts'

type NodeEncoding = 'utf8' | 'utf16le' | 'latin1' | 'ascii'

const known: Readonly<Record<string, NodeEncoding>> = {
  utf8: 'utf8',
  utf16le: 'utf16le',
  latin1: 'latin1',
  iso88591: 'latin1',
  ascii: 'ascii',
  usascii: 'ascii',
}

const normal = (name: string): string => name.toLowerCase().replace(/[-_ ]/g, '')

/** What becomes of characters that an encoding lacks, by the names that Python has for it. */
const substitutes: Readonly<Record<string, (char: string) => string>> = {
  ignore: () => '',
  replace: () => '?',
  xmlcharrefreplace: (char) => `&#${char.codePointAt(0)};`,
  backslashreplace: (char) => {
    const code = char.codePointAt(0)!
    const digits = code.toString(16)
    if (code <= 0xff) return `\\x${digits.padStart(2, '0')}`
    return code <= 0xffff ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`
  },
}

/** The bytes of a text in an encoding. */
export const encodeText = (text: string, name: string, errors = 'strict'): Buffer => {
  if (normal(name) === 'utf16') return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
  if (normal(name) === 'utf16be') return Buffer.from(text, 'utf16le').swap16()
  const encoding = known[normal(name)]
  if (!encoding) throw new FilterError(`unknown encoding: ${name}`)
  if (encoding === 'utf8' && errors === 'surrogateescape') return bytesOfText(text)
  if (encoding === 'utf8' && /\p{Surrogate}/u.test(text))
    throw new FilterError(`'${name}' codec can't encode characters: surrogates not allowed`)
  const limit = encoding === 'ascii' ? 0x7f : encoding === 'latin1' ? 0xff : Number.POSITIVE_INFINITY
  const alien = firstBeyond(text, limit)
  if (alien === undefined) return Buffer.from(text, encoding)
  if (errors === 'strict' || errors === 'surrogateescape')
    throw new FilterError(`'${name}' codec can't encode character '${alien}'`)
  const substitute = Object.hasOwn(substitutes, errors) ? substitutes[errors] : undefined
  if (substitute === undefined) throw new FilterError(`unknown error handler name '${errors}'`)
  return Buffer.from(
    characters(text)
      .map((char) => (char.codePointAt(0)! > limit ? substitute(char) : char))
      .join(''),
    encoding,
  )
}

const firstBeyond = (text: string, limit: number): string | undefined => {
  if (Number.isFinite(limit)) for (const char of text) if (char.codePointAt(0)! > limit) return char
  return undefined
}

/** The text of bytes in an encoding, with bytes that are wrong for it kept as lone surrogates. */
export const decodeKeeping = (bytes: Buffer, name: string): string => {
  const encoding = known[normal(name)]
  if (encoding === 'utf8') return textOfBytes(bytes)
  if (encoding === 'ascii')
    return [...bytes].map((byte) => String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte)).join('')
  const text = encoding === 'utf16le' ? utf16Text(bytes) : decodeText(bytes, name)
  if (text === undefined) throw undecodable(name)
  return text
}

/** The text of bytes in an encoding; bytes that are wrong for it raise. */
export const decodeText = (bytes: Buffer, name: string): string => {
  const encoding = known[normal(name)]
  if (encoding === 'latin1' || (encoding === 'ascii' && bytes.every((byte) => byte < 0x80)))
    return bytes.toString('latin1')
  if (encoding === 'ascii') throw undecodable(name)
  const label = normal(name) === 'utf16' && bytes[0] === 0xfe ? 'utf-16be' : labelOf(name)
  try {
    const decoder = new TextDecoder(label, { fatal: true, ignoreBOM: normal(name) !== 'utf16' })
    // In a stream, as Node.js takes windows-1252 for Latin-1 where bytes are decoded at once.
    return decoder.decode(bytes, { stream: true }) + decoder.decode()
  } catch (error) {
    if (error instanceof RangeError) throw new FilterError(`unknown encoding: ${name}`)
    throw undecodable(name)
  }
}

const undecodable = (name: string): FilterError =>
  new FilterError(`'${name}' codec can't decode the bytes: they are no text in this encoding`)

const labelOf = (name: string): string => {
  const encoding = normal(name)
  if (encoding === 'utf16' || encoding === 'utf16le') return 'utf-16le'
  return encoding === 'utf8' ? 'utf-8' : name
}
