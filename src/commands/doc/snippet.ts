import { wrapText } from '../../util/wrap-text.ts'
import { type Dict, isDict } from '../../values.ts'
import type { Documented } from './document.ts'

/** What there are snippets of. */
export const snippetTypes: readonly string[] = ['inventory', 'lookup', 'module']

/** Something to start from: a task with every option and what it is for as a comment, a source, a call. */
export const pluginSnippet = ({ type, name, summary, options }: Documented): string => {
  if (type === 'lookup') return `lookup('${name}', < _terms >)\n`
  const ordered = [...options]
    .map(([option, data]): readonly [string, Dict] => [String(option), isDict(data) ? data : new Map()])
    .sort(([a], [b]) => (a < b ? -1 : 1))
  if (type === 'inventory') return [`plugin: ${name}`, ...ordered.map(([option]) => `${option}:`), ''].join('\n')
  const lines = ordered.flatMap(([option, data]) => {
    const help = ((data.get('description') as string[] | undefined) ?? []).join(' ')
    return optionLines(option, data.get('required') === true ? `(required) ${help}` : help)
  })
  return [`- name: ${summary.replace(/\.$/, '')}`, `  ${name}:`, ...lines, ''].join('\n')
}

const INDENT = 6
const COMMENT_AT = 29
const WIDTH = 100

const optionLines = (option: string, help: string): readonly string[] => {
  const head = `${' '.repeat(INDENT)}${option}:`
  const [first = '', ...more] = wrapText(help, WIDTH - COMMENT_AT - 2)
  if (first === '') return [head]
  return [`${head.padEnd(COMMENT_AT - 1)} # ${first}`, ...more.map((line) => `${' '.repeat(COMMENT_AT)}# ${line}`)]
}
