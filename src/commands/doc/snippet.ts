import type { AnyModule } from '../../modules/registry.ts'
import { wrapText } from '../../util/wrap-text.ts'

/** A task to start from: every option, with what it is for as a comment. */
export const moduleSnippet = ({ name, summary, options }: AnyModule): string => {
  const lines = Object.entries(options)
    .filter(([option]) => !option.startsWith('_'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([option, { help = '', required }]) => optionLines(option, required ? `(required) ${help}` : help))
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
