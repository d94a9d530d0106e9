/** Errors of the operating system as Python words them. */

const numbers = { ENOENT: 2, EACCES: 13, EEXIST: 17, ENOTDIR: 20, EISDIR: 21, ENOTEMPTY: 39 } as const

const texts: Readonly<Record<keyof typeof numbers, string>> = {
  ENOENT: 'No such file or directory',
  EACCES: 'Permission denied',
  EEXIST: 'File exists',
  ENOTDIR: 'Not a directory',
  EISDIR: 'Is a directory',
  ENOTEMPTY: 'Directory not empty',
}

export type ErrorCode = keyof typeof numbers

/** The number of an error: 2 for `ENOENT`. */
export const errorNumber = (code: ErrorCode): number => numbers[code]

/** `[Errno 2] No such file or directory: b'/nope'`. */
export const errorText = (code: ErrorCode, path: string): string =>
  `[Errno ${numbers[code]}] ${texts[code]}: ${bytesRepr(path)}`

/** The same of an error of Node's, with the path as Python shows text; what has no wording here tells its own. */
export const osErrorText = (error: unknown, path: string): string => {
  const { code = '', message } = error as NodeJS.ErrnoException
  return isKnown(code) ? `[Errno ${numbers[code]}] ${texts[code]}: '${path}'` : message
}

const isKnown = (code: string): code is ErrorCode => Object.hasOwn(numbers, code)

/** A path as Python shows bytes. */
export const bytesRepr = (text: string): string => {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const body = [...Buffer.from(text)].map((byte) => byteRepr(byte, quote)).join('')
  return `b${quote}${body}${quote}`
}

const byteRepr = (byte: number, quote: string): string => {
  const char = String.fromCharCode(byte)
  if (char === '\\' || char === quote) return `\\${char}`
  const named = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[char]
  if (named) return named
  return byte < 32 || byte > 126 ? `\\x${byte.toString(16).padStart(2, '0')}` : char
}
