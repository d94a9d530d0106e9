/** Compiled templates, kept with what they were made from. */

import type { Position } from '../errors.ts'
import { locateFrom, type Template } from '../values.ts'
import { type CompiledCondition, compileCondition, compileTemplate } from './compiler/compile.ts'
import { CompiledTemplate, type Origin } from './compiler/compiled.ts'
import type { TemplatingEnvironment } from './environment.ts'
import { headerOf } from './header.ts'
import type { Syntax } from './parser/settings.ts'
import { located, TemplateError } from './template-error.ts'

interface Kept {
  readonly settings: TemplatingEnvironment
  readonly template: CompiledTemplate | TemplateError
}

/** A template's code, compiled on first use. */
export const compiledOf = (value: Template, settings: TemplatingEnvironment): CompiledTemplate => {
  let kept = value.compiled as Kept | undefined
  if (kept === undefined || kept.settings !== settings) {
    kept = { settings, template: attempt(value, settings) }
    value.compiled = kept
  }
  if (kept.template instanceof TemplateError) throw kept.template
  return kept.template
}

const attempt = (value: Template, settings: TemplatingEnvironment): CompiledTemplate | TemplateError => {
  try {
    const header = headerOf(value.source, settings.syntax)
    const locate = header.body.length === value.source.length ? value.locate : undefined
    const origin = { file: undefined, start: header.start(value.position), locate }
    return locatedCompile({ text: header.body, syntax: header.syntax, origin }, settings)
  } catch (error) {
    if (error instanceof TemplateError) return error
    throw error
  }
}

interface SourceText {
  readonly text: string
  readonly syntax: Syntax
  readonly origin: Origin
}

const locatedCompile = ({ text, syntax, origin }: SourceText, settings: TemplatingEnvironment): CompiledTemplate => {
  try {
    return compileTemplate(text, { settings, syntax, origin })
  } catch (error) {
    const template = new CompiledTemplate(text, origin)
    throw located(error, { at: { template, offset: 0, end: text.length }, names: () => [] })
  }
}

/** How many readings of one text are kept. */
const MOST_READINGS = 20

/** The code of a file's text; the latest ones are kept. */
export const compiledText = (settings: TemplatingEnvironment, source: SourceText): CompiledTemplate => {
  const known = settings.texts.get(source.text, () => [])
  const same = known.find((each) => each.origin.file === source.origin.file && sameSyntax(each.syntax, source.syntax))
  if (same !== undefined) return same.template
  const template = locatedCompile(source, settings)
  if (known.length >= MOST_READINGS) known.shift()
  known.push({ origin: source.origin, syntax: source.syntax, template })
  return template
}

/** One reading of a text: the same text may be read with other delimiters, or as another file. */
export interface KeptText {
  readonly origin: Origin
  readonly syntax: Syntax
  readonly template: CompiledTemplate
}

const sameSyntax = (a: Syntax, b: Syntax): boolean =>
  a.trimBlocks === b.trimBlocks &&
  a.lstripBlocks === b.lstripBlocks &&
  a.keepTrailingNewline === b.keepTrailingNewline &&
  a.newlineSequence === b.newlineSequence &&
  a.lineStatementPrefix === b.lineStatementPrefix &&
  a.lineCommentPrefix === b.lineCommentPrefix &&
  a.blockStart === b.blockStart &&
  a.blockEnd === b.blockEnd &&
  a.variableStart === b.variableStart &&
  a.variableEnd === b.variableEnd &&
  a.commentStart === b.commentStart &&
  a.commentEnd === b.commentEnd

/** The code of a condition. */
export const compiledCondition = (
  settings: TemplatingEnvironment,
  text: string,
  position: Position | undefined,
): CompiledCondition => {
  const key = position === undefined ? text : `${position.file}:${position.line}:${position.column}:${text}`
  return settings.conditions.get(key, () => compileConditionText(settings, text, position))
}

const compileConditionText = (
  settings: TemplatingEnvironment,
  text: string,
  position: Position | undefined,
): CompiledCondition => {
  const origin = { file: undefined, start: position, locate: position && locateFrom(position) }
  try {
    return compileCondition(text, { settings, syntax: settings.syntax, origin })
  } catch (error) {
    const template = new CompiledTemplate(text, origin)
    throw located(error, { at: { template, offset: 0, end: text.length }, names: () => [] })
  }
}
