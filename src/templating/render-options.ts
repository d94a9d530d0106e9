/** How the template module reads a file. */
import type { Origin } from './compiler/compiled.ts'
import type { TemplatingEnvironment } from './environment.ts'
import { headerOf } from './header.ts'
import type { Syntax } from './parser/settings.ts'
import type { RenderSettings } from './plugin.ts'

/** The template module's options of reading a file, and the file's name for messages. */
export interface RenderOptions extends RenderSettings {
  readonly file: string
  /** Where `include` and its like search; the environment's search path unless given. */
  readonly searchPath?: readonly string[]
}

/** The syntax a file's text has by the options and its own first line. */
export const syntaxFor = (
  text: string,
  options: RenderOptions,
  settings: TemplatingEnvironment,
): { syntax: Syntax; body: string; origin: Origin } => {
  const { file } = options
  const header = headerOf(text, withOptions({ ...settings.syntax, rawBackslashes: false }, options))
  const start = file === '' ? undefined : { file, line: 1, column: 1 }
  return {
    syntax: header.syntax,
    body: header.body,
    origin: { file: file === '' ? undefined : file, start: header.start(start) },
  }
}

const withOptions = (syntax: Syntax, options: RenderSettings): Syntax => ({
  ...syntax,
  blockStart: options.blockStart ?? syntax.blockStart,
  blockEnd: options.blockEnd ?? syntax.blockEnd,
  variableStart: options.variableStart ?? syntax.variableStart,
  variableEnd: options.variableEnd ?? syntax.variableEnd,
  commentStart: options.commentStart ?? syntax.commentStart,
  commentEnd: options.commentEnd ?? syntax.commentEnd,
  trimBlocks: options.trimBlocks ?? syntax.trimBlocks,
  lstripBlocks: options.lstripBlocks ?? syntax.lstripBlocks,
  newlineSequence: options.newlineSequence ?? syntax.newlineSequence,
  keepTrailingNewline: options.keepTrailingNewline ?? syntax.keepTrailingNewline,
})
