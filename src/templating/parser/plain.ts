/** Templates of text and variables alone, as most values are: `{{ a.b }}-{{ c }}`. They are read without the grammar. */
import * as nodes from './nodes.ts'
import type { Node } from './nunjucks.ts'
import type { Syntax } from './settings.ts'

const VARIABLE = /\{\{ *[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)* *\}\}/y
const NO_NAMES: ReadonlySet<string> = new Set(['not', 'true', 'True', 'false', 'False', 'none', 'None'])

/** What the grammar makes of such a text, on one line; `undefined` for any other. */
export const parsePlain = (text: string, syntax: Syntax): nodes.Body | undefined => {
  if (!isUsual(syntax) || text.includes('\n') || text.includes('{%') || text.includes('{#')) return undefined
  const children: nodes.Statement[] = []
  let at = 0
  while (at < text.length) {
    const open = text.indexOf('{{', at)
    const end = open < 0 ? text.length : open
    if (end > at) children.push(node(nodes.TemplateData, { colno: at, value: text.slice(at, end), end }))
    at = end
    if (open < 0) break
    const output = parseOutput(text, open)
    if (output === undefined) return undefined
    children.push(output)
    at = output.end!
  }
  return node(nodes.Root, { colno: 0, children })
}

const parseOutput = (text: string, open: number): nodes.Output | undefined => {
  VARIABLE.lastIndex = open
  if (!VARIABLE.test(text)) return undefined
  const end = VARIABLE.lastIndex
  const inner = text.slice(open + 2, end - 2)
  const written = inner.trim()
  const variable = parseVariable(written, open + 2 + inner.indexOf(written))
  return variable && node(nodes.Output, { colno: open, children: [variable], end })
}

const parseVariable = (text: string, colno: number): nodes.Expression | undefined => {
  const dot = text.indexOf('.')
  const name = dot < 0 ? text : text.slice(0, dot)
  if (NO_NAMES.has(name)) return undefined
  let end = colno + name.length
  let variable: nodes.Expression = node(nodes.Name, { colno, value: name, end })
  for (const value of dot < 0 ? [] : text.slice(dot + 1).split('.')) {
    const val = node(nodes.Literal, { colno: end + 1, value, end: end + 1 + value.length }) as nodes.Attribute['val']
    end = val.end!
    variable = node(nodes.Attribute, { colno, target: variable, val, end })
  }
  return variable
}

const FIRST_LINE = { lineno: 0 }

const node = <N extends Node>(type: { readonly prototype: N }, fields: Partial<N>): N =>
  Object.assign(Object.create(type.prototype), FIRST_LINE, fields) as N

const isUsual = (syntax: Syntax): boolean =>
  syntax.variableStart === '{{' &&
  syntax.variableEnd === '}}' &&
  syntax.blockStart === '{%' &&
  syntax.commentStart === '{#' &&
  syntax.lineStatementPrefix === undefined &&
  syntax.lineCommentPrefix === undefined
