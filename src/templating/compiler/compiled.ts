/** A template that is ready to run. */
import type { Position } from '../../errors.ts'
import type { Locate, Value } from '../../values.ts'
import { lineStartsOf } from '../parser/lexer.ts'
import type { Located } from '../parser/nunjucks.ts'
import type { Syntax } from '../parser/settings.ts'
import type { Frame } from '../runtime/frame.ts'
import type { Output } from '../runtime/output.ts'

/** Computes an expression. */
export type Evaluate = (frame: Frame) => Value

/** What a statement says about the loop around it. */
export type Signal = 0 | 1 | 2
export const NEXT: Signal = 0
export const BREAK: Signal = 1
export const CONTINUE: Signal = 2

/** Runs a statement. */
export type Run = (frame: Frame, out: Output) => Signal

/** The body of a `{% block %}`; its frame's first slot is `super`. */
export interface BlockCode {
  readonly name: string
  readonly run: Run
  readonly size: number
  readonly required: boolean
  readonly template: CompiledTemplate
}

/** Where a template's text came from. */
export interface Origin {
  /** The file that is the template, for includes and messages. */
  readonly file: string | undefined
  /** The place of the text's first character in the file that it was written in. */
  readonly start: Position | undefined
  /** Finds the place of an offset, where that is no matter of counting. */
  readonly locate?: Locate | undefined
}

/** A compiled template: its text, its root and its blocks. */
export class CompiledTemplate {
  readonly source: string
  readonly origin: Origin
  #lineStarts: readonly number[] | undefined
  /** Its blocks by their names, where it has any. */
  blocks: Map<string, BlockCode> | undefined
  /** How its text is read; what it includes is read alike. */
  readonly syntax: Syntax | undefined
  /** True when it calls methods that change a list or dict in place. */
  mutates = false
  /** True when its only output is an expression of constants. */
  isConstant = false
  run: Run = () => NEXT
  /** For a template that is nothing but `{{ name }}`: the name. */
  loneName: string | undefined
  /** Whether its only output is text that must stay text. */
  keepsText: ((frame: Frame) => boolean) | undefined

  constructor(source: string, origin: Origin, syntax?: Syntax) {
    this.source = source
    this.origin = origin
    this.syntax = syntax
  }

  /** The offset of a line and column, both counted from zero. */
  offsetOf({ lineno, colno }: Located): number {
    if (lineno === 0) return colno
    this.#lineStarts ??= lineStartsOf(this.source)
    return this.#lineStarts[lineno]! + colno
  }

  /** The place of an offset into the text. */
  positionOf(offset: number): Position | undefined {
    const { start, file, locate } = this.origin
    const found = locate?.(offset)
    if (found !== undefined) return found
    const before = this.source.slice(0, offset)
    const lines = before.split('\n')
    const column = lines.at(-1)!.length
    if (start === undefined) return file === undefined ? undefined : { file, line: lines.length, column: column + 1 }
    if (lines.length === 1) return { file: start.file, line: start.line, column: start.column + column }
    return { file: start.file, line: start.line + lines.length - 1, column: column + 1 }
  }
}
