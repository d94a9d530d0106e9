/** Templates of text and variables alone, as most values are: `{{ a.b }}-{{ c }}`. They are read without the grammar. */
import * as nodes from './nodes.ts'
import type { Node } from './nunjucks.ts'
import type { Syntax } from './settings.ts'

const VARIABLE = /\{\{ *([A-Za-z_]\w*)((?:\.[A-Za-z_]\w*)*) *\}\}/y
const NO_NAMES: ReadonlySet<string> = new Set(['not', 'true', 'True', 'false', 'False', 'none', 'None'])

/** What the grammar makes of such a text, on one line; `undefined` for any other. */
export const parsePlain = (text: string, syntax: Syntax): nodes.Body | undefined => {
  if (!isUsual(syntax) || text.includes('\n') || text.includes('{%') || text.includes('{#')) return undefined
  const children: nodes.Statement[] = []
  let at = 0
  while (at < text.length) {
    const open = text.indexOf('{{', at)
    const end = open < 0 ? text.length : open
    if (end > at) children.push(node(nodes.TemplateData, at, { value: text.slice(at, end), end }))
    at = end
    if (open < 0) break
    const output = parseOutput(text, open)
    if (output === undefined) return undefined
    children.push(output)
    at = output.end!
  }
  return node(nodes.Root, 0, { children })
}

const parseOutput = (text: string, open: number): nodes.Output | undefined => {
  VARIABLE.lastIndex = open
  const [whole, name, attributes] = VARIABLE.exec(text) ?? []
  if (whole === undefined || NO_NAMES.has(name!)) return undefined
  const start = text.indexOf(name!, open)
  let end = start + name!.length
  let variable: nodes.Expression = node(nodes.Name, start, { value: name!, end })
  for (const value of attributes === '' ? [] : attributes!.slice(1).split('.')) {
    const val = node(nodes.Literal, end + 1, { value, end: end + 1 + value.length }) as nodes.Attribute['val']
    end = val.end!
    variable = node(nodes.Attribute, start, { target: variable, val, end })
  }
  return node(nodes.Output, open, { children: [variable], end: open + whole.length })
}

const node = <N extends Node>(type: { readonly prototype: N }, colno: number, fields: Partial<N>): N =>
  Object.assign(Object.create(type.prototype), { lineno: 0, colno }, fields) as N

const isUsual = (syntax: Syntax): boolean =>
  syntax.variableStart === '{{' &&
  syntax.variableEnd === '}}' &&
  syntax.blockStart === '{%' &&
  syntax.commentStart === '{#' &&
  syntax.lineStatementPrefix === undefined &&
  syntax.lineCommentPrefix === undefined
