/** The `#jinja2:` line that a template may begin with. */
import type { Position } from '../errors.ts'
import type { Value } from '../values.ts'
import type { Syntax } from './parser/settings.ts'
import { literalEval } from './python/literal-eval.ts'
import { TemplateError } from './template-error.ts'

const HEADER = '#jinja2:'

interface Header {
  readonly syntax: Syntax
  /** The text without the header. */
  readonly body: string
  /** Where the body starts, when the text starts there. */
  readonly start: (position: Position | undefined) => Position | undefined
}

/** The settings a template's first line makes, and the text behind it. */
export const headerOf = (text: string, syntax: Syntax): Header => {
  if (!text.startsWith(HEADER)) return { syntax, body: text, start: (position) => position }
  const end = text.indexOf('\n')
  const line = text.slice(HEADER.length, end < 0 ? text.length : end)
  const changes: { -readonly [K in keyof Syntax]?: Syntax[K] } = {}
  for (const pair of line.split(',')) Object.assign(changes, setting(pair))
  return {
    syntax: { ...syntax, ...changes },
    body: end < 0 ? '' : text.slice(end + 1),
    start: (position) => position && { ...position, line: position.line + 1, column: 1 },
  }
}

const NAMES: ReadonlyMap<string, keyof Syntax> = new Map([
  ['block_start_string', 'blockStart'],
  ['block_end_string', 'blockEnd'],
  ['variable_start_string', 'variableStart'],
  ['variable_end_string', 'variableEnd'],
  ['comment_start_string', 'commentStart'],
  ['comment_end_string', 'commentEnd'],
  ['trim_blocks', 'trimBlocks'],
  ['lstrip_blocks', 'lstripBlocks'],
  ['keep_trailing_newline', 'keepTrailingNewline'],
  ['newline_sequence', 'newlineSequence'],
  ['line_statement_prefix', 'lineStatementPrefix'],
  ['line_comment_prefix', 'lineCommentPrefix'],
])

const setting = (pair: string): Partial<Record<keyof Syntax, Value>> => {
  const colon = pair.indexOf(':')
  if (colon < 0)
    throw fault(
      `failed to parse jinja2 override '${pair.trim()}'. Did you use something different from colon as key-value separator?`,
    )
  const name = NAMES.get(pair.slice(0, colon).trim())
  const value = literalEval(pair.slice(colon + 1).trim(), { json: false })
  if (value === undefined) throw fault(`"${pair.slice(colon + 1).trim()}" in the #jinja2 line is not a literal`)
  return name === undefined ? {} : { [name]: value }
}

const fault = (message: string): TemplateError =>
  new TemplateError({ kind: 'other', message, expression: undefined, position: undefined })
