/** Bytes that are no UTF-8, carried in texts as Python does with `surrogateescape`: as U+DC80 to U+DCFF. */
import { isUtf8 } from 'node:buffer'

/** The text of bytes; a byte that belongs to no character stands there as a lone surrogate. */
export const textOfBytes = (bytes: Buffer): string => {
  if (isUtf8(bytes)) return bytes.toString()
  let text = ''
  for (let at = 0; at < bytes.length; ) {
    const length = lengths.find((one) => at + one <= bytes.length && isUtf8(bytes.subarray(at, at + one)))
    text += length === undefined ? escaped(bytes[at]!) : bytes.toString('utf8', at, at + length)
    at += length ?? 1
  }
  return text
}

const lengths = [1, 2, 3, 4] as const

/** True for a text that holds a byte that is no character. */
export const hasEscapes = (text: string): boolean => /[\udc80-\udcff]/u.test(text)

/** The bytes of a text, with those that {@link textOfBytes} could not read as they were. */
export const bytesOfText = (text: string): Buffer => {
  if (!hasEscapes(text)) return Buffer.from(text)
  return Buffer.concat(
    text.split(/([\udc80-\udcff])/u).map((part) => {
      return hasEscapes(part) ? Buffer.from([part.charCodeAt(0) & 0xff]) : Buffer.from(part)
    }),
  )
}

/** UTF-16 (little endian) as text; halves of characters that stand alone are kept as bytes. Undefined where they can't be. */
export const utf16Text = (bytes: Buffer): string | undefined => {
  let text = ''
  for (let at = 0; at < bytes.length; ) {
    const unit = at + 1 < bytes.length ? bytes.readUInt16LE(at) : undefined
    const next = at + 3 < bytes.length ? bytes.readUInt16LE(at + 2) : 0
    if (unit !== undefined && (unit & 0xf800) !== 0xd800) {
      text += String.fromCharCode(unit)
      at += 2
    } else if (unit !== undefined && (unit & 0xfc00) === 0xd800 && (next & 0xfc00) === 0xdc00) {
      text += String.fromCharCode(unit, next)
      at += 4
    } else {
      const wrong = bytes.subarray(at, at + 2)
      const kept = wrong.findIndex((byte) => byte < 0x80)
      const count = kept < 0 ? wrong.length : kept
      if (count === 0) return undefined
      text += [...wrong.subarray(0, count)].map(escaped).join('')
      at += count
    }
  }
  return text
}

const escaped = (byte: number): string => String.fromCharCode(0xdc00 + byte)
