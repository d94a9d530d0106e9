/** Reads the text of a pattern, and counts its groups. */
import { RegexError } from './syntax.ts'

export class RegexReader {
  readonly groupNames = new Map<string, number>()
  groupCount = 0
  readonly #source: string
  #position = 0

  constructor(source: string) {
    this.#source = source
  }

  get atEnd(): boolean {
    return this.#position >= this.#source.length
  }

  /** The character ahead, a whole code point; empty at the end. */
  get peek(): string {
    const code = this.#source.codePointAt(this.#position)
    return code === undefined ? '' : String.fromCodePoint(code)
  }

  get rest(): string {
    return this.#source.slice(this.#position)
  }

  next(): string {
    const char = this.peek
    this.#position += char.length
    return char
  }

  skip(length: number): void {
    this.#position += length
  }

  /** Goes past the character if it is ahead. */
  accept(char: string): boolean {
    if (!this.#source.startsWith(char, this.#position)) return false
    this.#position += char.length
    return true
  }

  /** The text before the terminator; goes past both. */
  until(terminator: string): string {
    const end = this.#source.indexOf(terminator, this.#position)
    if (end < 0) throw this.error(`missing ${terminator}, unterminated name`)
    const text = this.#source.slice(this.#position, end)
    this.#position = end + terminator.length
    return text
  }

  openGroup(name: string | undefined): number {
    this.groupCount += 1
    if (name !== undefined) {
      if (this.groupNames.has(name)) throw this.error(`redefinition of group name '${name}'`)
      this.groupNames.set(name, this.groupCount)
    }
    return this.groupCount
  }

  /** @param shift where the mistake is, from the place reached. */
  error(message: string, shift = 0): RegexError {
    return new RegexError(
      `${message} at position ${this.#position + shift} of the regular expression "${this.#source}"`,
    )
  }
}
