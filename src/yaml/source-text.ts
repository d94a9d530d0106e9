import type { Position } from '../errors.ts'

/** A text and its file, which turns offsets into lines and columns. */
export class SourceText {
  readonly file: string
  readonly text: string
  #lineStarts: number[] | undefined

  constructor(file: string, text: string) {
    this.file = file
    this.text = text
  }

  /** The line and column of an offset. */
  position(offset: number): Position {
    const starts = this.lineStarts
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    return { file: this.file, line: low + 1, column: offset - starts[low]! + 1 }
  }

  /** The text of a line, counted from 1, without its end. */
  line(number: number): string {
    const start = this.lineStarts[number - 1]
    if (start === undefined) return ''
    return this.text.slice(start, this.lineStarts[number] ?? this.text.length).replace(/\r?\n$/, '')
  }

  get lineStarts(): readonly number[] {
    this.#lineStarts ??= findLineStarts(this.text)
    return this.#lineStarts
  }
}

const findLineStarts = (text: string): number[] => {
  const starts = [0]
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1)
  return starts
}
