/** Template text to code. */

import type { Value } from '../../values.ts'
import type { TemplatingEnvironment } from '../environment.ts'
import { normalizeSource } from '../parser/lexer.ts'
import { parseBareExpression, parseTemplate } from '../parser/parse.ts'
import type { Syntax } from '../parser/settings.ts'
import type { Frame } from '../runtime/frame.ts'
import { CompiledTemplate, type Origin } from './compiled.ts'
import { isConstantOutput } from './constants.ts'
import { compileExpression } from './expressions.ts'
import { keepsText } from './keeps-text.ts'
import { mutates } from './mentions.ts'
import { CompileScope } from './scope.ts'
import { compileBody } from './statements.ts'

interface CompileOptions {
  readonly settings: TemplatingEnvironment
  readonly syntax: Syntax
  readonly origin: Origin
}

/** What the parts of the compiler call one another by. */
const recursion = { compileExpression, compileBody }

/** Compiles a template. Raises TemplateSyntaxError, unknown filters and tests included. */
export const compileTemplate = (source: string, { settings, syntax, origin }: CompileOptions): CompiledTemplate => {
  const template = new CompiledTemplate(normalizeSource(source, syntax), origin, syntax)
  const body = parseTemplate(source, syntax)
  template.mutates = mutates(source, body)
  const extending = body.children.some((statement) => statement.typename === 'Extends')
  const scope = new CompileScope({ template, settings, syntax, extends: extending, ...recursion })
  template.run = compileBody(body, scope)
  template.isConstant = isConstantOutput(body)
  template.keepsText = keepsText(body, scope)
  template.loneName = LONE_NAME.exec(source)?.[1]
  return template
}

const LONE_NAME = /^\{\{\s*(\w+)\s*\}\}\n?$/

/** A condition's code: what its expression gives. */
export interface CompiledCondition {
  readonly template: CompiledTemplate
  readonly holds: (frame: Frame) => Value
}

/** Compiles a bare expression. */
export const compileCondition = (source: string, { settings, syntax, origin }: CompileOptions): CompiledCondition => {
  const template = new CompiledTemplate(source, origin)
  const node = parseBareExpression(source, syntax)
  template.mutates = mutates(source, node)
  const scope = new CompileScope({ template, settings, syntax, extends: false, ...recursion })
  const expression = compileExpression(node, scope)
  const place = scope.place(node)
  return {
    template,
    holds: (frame) => {
      const value = expression(frame)
      frame.context.run.at = place
      return value
    },
  }
}
