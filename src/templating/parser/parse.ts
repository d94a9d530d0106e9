/** Template text to a syntax tree. */

import { parseTuple } from './expressions.ts'
import { normalizeSource, tokenize, tokenizeExpression } from './lexer.ts'
import type { Body, Expression } from './nodes.ts'
import type { Syntax } from './settings.ts'
import { StatementParser } from './statements.ts'
import { Tokens } from './tokens.ts'

/** The statements of a template. Raises TemplateSyntaxError with the offset into the normalized text. */
export const parseTemplate = (source: string, syntax: Syntax): Body => {
  const tokens = new Tokens(tokenize(normalizeSource(source, syntax), syntax))
  return new StatementParser(tokens, syntax).parseAll()
}

/** A bare expression, as conditions have. */
export const parseBareExpression = (source: string, syntax: Syntax): Expression => {
  const tokens = new Tokens(tokenizeExpression(source, syntax))
  const node = parseTuple(tokens, { conditional: false })
  if (!tokens.is('eof')) throw tokens.error(`unexpected '${tokens.current.value}'`)
  return node
}
