/** A place in a YAML text that moves while the text is read. */

/** Thrown when a text is not of the plain kind that the fast reader knows: the full reader decides then. */
export const notPlainYaml = Symbol('not plain YAML')

export const newline = 10
export const tab = 9
export const space = 32

export class Cursor {
  readonly text: string
  at = 0
  /** Where the line of `at` begins. */
  lineStart = 0

  constructor(text: string) {
    this.text = text
  }

  get column(): number {
    return this.at - this.lineStart
  }

  get atEnd(): boolean {
    return this.at >= this.text.length
  }

  /** The character code at the cursor, or further on; NaN behind the end. */
  code(ahead = 0): number {
    return this.text.charCodeAt(this.at + ahead)
  }

  /**
   * Moves over spaces, comments and line ends. Between brackets, tabs may stand anywhere.
   * @returns whether a line end was passed.
   */
  skip(inFlow = false): boolean {
    let passed = false
    for (;;) {
      const code = this.code()
      if (code === space) this.at += 1
      else if (code === newline) {
        this.nextLine(this.at)
        passed = true
      } else if (code === tab) {
        // Tabs may stand between tokens, not in an indentation.
        if (!inFlow && (passed || this.at === this.lineStart)) throw notPlainYaml
        this.at += 1
      } else if (code === 35) this.skipLine()
      else return passed
    }
  }

  /** Moves to the end of the line. */
  skipLine(): void {
    const end = this.text.indexOf('\n', this.at)
    this.at = end === -1 ? this.text.length : end
  }

  /** Moves behind a line end. */
  nextLine(end: number): void {
    this.at = end + 1
    this.lineStart = end + 1
  }

  /** True at `---` or `...` at the beginning of a line. */
  atMarker(): boolean {
    if (this.at !== this.lineStart) return false
    const code = this.code()
    if (code !== 45 && code !== 46) return false
    return this.code(1) === code && this.code(2) === code && isBlank(this.code(3))
  }
}

/** True for a space, a tab, a line end or the end of the text. */
export const isBlank = (code: number): boolean =>
  code === space || code === newline || code === tab || Number.isNaN(code)

/** True for `,`, brackets and braces. */
export const isFlowIndicator = (code: number): boolean =>
  code === 44 || code === 91 || code === 93 || code === 123 || code === 125
