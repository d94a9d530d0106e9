/** The place of a mistake within a message, in the words that playbooks and scripts look for. */
import { readFileSync } from 'node:fs'
import { type Diagnostic, type Position, UserError } from '../../errors.ts'
import { placeSentence } from '../../util/place-sentence.ts'

/** Where a mistake is, as ansible-core tells it. */
export const placeText = (position: Position): string => {
  const { file, line, column } = position
  const lines = linesOf(file)
  const text = lines?.[line - 1]
  const place = `\n\n${placeSentence(position)}\n`
  if (lines === undefined || text === undefined) return place
  const shown = [lines[line - 2] ?? '', text, `${' '.repeat(column - 1)}^ here`]
  return `${place}\nThe offending line appears to be:\n\n${shown.map((one) => `${one.trimEnd()}\n`).join('')}`
}

/** The place of the value of an option whose name stands at a place. */
export const placeOfValue = ({ file, line, column }: Position): Position => {
  const name = /^\w+:\s+(?=\S)/.exec(linesOf(file)?.[line - 1]?.slice(column - 1) ?? '')
  return { file, line, column: column + (name?.[0].length ?? 0) }
}

const linesOf = (file: string): readonly string[] | undefined => {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    return undefined
  }
}

/** A mistake of a user whose message, once it is registered, tells the place of its task as well. */
export class PlacedError extends UserError {
  readonly #position: Position

  constructor(diagnostic: Diagnostic, position: Position) {
    super(diagnostic)
    this.#position = position
  }

  get place(): string {
    return placeText(this.#position)
  }
}
