/** Shell code as a type: the only way to make it quotes every value put in. */

/** A piece of POSIX shell code that is safe to run: made by {@link sh}, never by joining strings. */
export class ShellScript {
  readonly text: string

  private constructor(text: string) {
    this.text = text
  }

  /** For {@link sh} and constant text only: the text is taken as code. */
  static trusted(text: string): ShellScript {
    return new ShellScript(text)
  }
}

/** What may stand in a {@link sh} template: code as it is, strings and numbers quoted, arrays as separate words. */
export type ShellValue = ShellScript | string | number | bigint | readonly (ShellScript | string | number)[]

/** Shell code in which every value is quoted: `` sh`mkdir -p ${path}` ``. An array becomes separate words. */
export const sh = (parts: TemplateStringsArray, ...values: readonly ShellValue[]): ShellScript => {
  // JavaScript gives a part with an escape that is none (`\\u{`, `\\x1`) as undefined, and says nothing.
  const wrong = (parts as readonly (string | undefined)[]).indexOf(undefined)
  if (wrong >= 0) throw new Error(`a shell template has an escape that is none: ${parts.raw[wrong]}`)
  return ShellScript.trusted(parts.reduce((text, part, i) => text + embed(values[i - 1] as ShellValue) + part))
}

/** Joins scripts with newlines. */
export const lines = (...scripts: readonly ShellScript[]): ShellScript =>
  ShellScript.trusted(scripts.map((script) => script.text).join('\n'))

/** The text as one word of a POSIX shell. Throws for NUL, which no argument can hold. */
export const quote = (text: string): string => {
  if (text.includes('\0')) throw new Error('a shell word cannot hold a NUL character')
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

const embed = (value: ShellValue): string => {
  if (value instanceof ShellScript) return value.text
  if (Array.isArray(value)) return value.map((item) => embed(item as ShellValue)).join(' ')
  return quote(String(value))
}
