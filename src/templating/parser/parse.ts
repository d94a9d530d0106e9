/** Template text to a syntax tree. */

import { ExpressionParser } from './expressions.ts'
import { lineStartsOf, normalizeSource, tokenize, tokenizeExpression } from './lexer.ts'
import type { Body, Expression } from './nodes.ts'
import { parsePlain } from './plain.ts'
import type { Syntax } from './settings.ts'
import { TemplateParser } from './statements.ts'

/** The statements of a template. Raises TemplateSyntaxError with the offset into the normalized text. */
export const parseTemplate = (source: string, syntax: Syntax): Body => {
  const text = normalizeSource(source, syntax)
  return parsePlain(text, syntax) ?? parseFully(text, syntax)
}

/** What {@link parseTemplate} gives, of any text. */
export const parseFully = (text: string, syntax: Syntax): Body =>
  new TemplateParser(tokenize(text, syntax), lineStartsOf(text), syntax).parseAsRoot() as Body

/** A bare expression, as conditions have. */
export const parseBareExpression = (source: string, syntax: Syntax): Expression => {
  const parser = new ExpressionParser(tokenizeExpression(source, syntax), lineStartsOf(source))
  const node = parser.parseTuple({ conditional: false })
  if (!parser.is('eof')) parser.fail(`unexpected '${parser.current.value}'`)
  return node
}
