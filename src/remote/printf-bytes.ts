/** Any bytes as a piece of shell code. */
import { ShellScript } from './sh.ts'

/** A `printf` command that prints exactly these bytes; nothing but printable ASCII, tabs and newlines is in its text. */
export const printfBytes = (bytes: Buffer): ShellScript => ShellScript.trusted(`printf '${escapeBytes(bytes)}'`)

/** How long the text of {@link printfBytes} will be. */
export const printfLength = (bytes: Buffer): number => {
  let length = bytes[0] === 45 ? 12 : 9
  for (const byte of bytes) length += escapes[byte]!.length
  return length
}

const escapeBytes = (bytes: Buffer): string => {
  let text = ''
  for (const byte of bytes) text += escapes[byte]!
  return text.startsWith('-') ? `\\055${text.slice(1)}` : text // a leading dash would be read as an option
}

const plain = (byte: number): boolean => byte === 9 || byte === 10 || (byte >= 32 && byte < 127)

const escapes: readonly string[] = Array.from({ length: 256 }, (_, byte) => {
  const char = String.fromCharCode(byte)
  if (char === '%') return '%%'
  return plain(byte) && char !== '\\' && char !== "'" ? char : `\\${byte.toString(8).padStart(3, '0')}`
})
