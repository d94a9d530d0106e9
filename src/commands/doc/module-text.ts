/** A module's documentation for people and for programs. */
import type { Option, OptionTable } from '../../modules/kit/option.ts'
import type { AnyModule } from '../../modules/registry.ts'
import { str } from '../../templating/python/repr.ts'
import { wrapText } from '../../util/wrap-text.ts'
import { type Dict, dict, type Value } from '../../values.ts'

/** The documentation as text. */
export const moduleText = ({ name, summary, options }: AnyModule): string =>
  [
    `${name.toUpperCase()}`,
    '',
    ...indented(summary, 2),
    '',
    'Options, = means required:',
    '',
    ...optionLines(options, 0),
  ].join('\n')

/** The documentation as data, in the form of ansible-doc's JSON. */
export const moduleData = ({ name, summary, options }: AnyModule): Dict =>
  dict({ doc: dict({ module: name, short_description: summary, options: tableData(options) }) })

const optionLines = (table: OptionTable, depth: number): string[] =>
  documented(table).flatMap(([name, option]) => {
    const pad = ' '.repeat(depth)
    const head = `${pad}${option.required ? '=' : '-'} ${name}`
    const facts = factsOf(option).map((fact) => `${pad}        ${fact}`)
    const inner = option.options ?? option.elements?.options
    return [
      head,
      ...indented(option.help ?? '', depth + 8),
      ...facts,
      '',
      ...(inner ? optionLines(inner, depth + 8) : []),
    ]
  })

const factsOf = (option: Option<unknown>): string[] => [
  `type: ${typeText(option)}`,
  ...(option.aliases.length > 0 ? [`aliases: ${option.aliases.join(', ')}`] : []),
  ...(choicesOf(option) ? [`choices: ${choicesOf(option)!.map(String).join(', ')}`] : []),
  ...(option.default === undefined || option.default === null ? [] : [`default: ${str(option.default)}`]),
]

/** Options whose names begin with `_` are for programs. */
const documented = (table: OptionTable): [string, Option<unknown>][] =>
  Object.entries(table)
    .filter(([name]) => !name.startsWith('_'))
    .sort(([a, { required }], [b, other]) => Number(other.required) - Number(required) || (a < b ? -1 : 1))

const typeText = ({ type, elements }: Option<unknown>): string =>
  elements ? `${typeNames[type] ?? type} of ${typeNames[elements.type] ?? elements.type}` : (typeNames[type] ?? type)

/** Types as ansible-doc calls them. */
const typeNames: Readonly<Record<string, string>> = { mode: 'raw', secret: 'str', expression: 'raw' }

const choicesOf = (option: Option<unknown>) => option.choices ?? option.elements?.choices

const indented = (text: string, spaces: number): string[] =>
  text === '' ? [] : wrapText(text, 78 - spaces).map((line) => ' '.repeat(spaces) + line)

const tableData = (table: OptionTable): Dict =>
  new Map(documented(table).map(([name, option]): [Value, Value] => [name, optionData(option)]))

const optionData = (option: Option<unknown>): Dict => {
  const data = dict({ type: typeNames[option.type] ?? option.type, required: option.required })
  const choices = choicesOf(option)
  const inner = option.options ?? option.elements?.options
  if (option.help !== undefined) data.set('description', option.help)
  if (option.elements) data.set('elements', typeNames[option.elements.type] ?? option.elements.type)
  if (option.default !== undefined) data.set('default', option.default)
  if (option.aliases.length > 0) data.set('aliases', [...option.aliases])
  if (choices) data.set('choices', [...choices])
  if (inner) data.set('suboptions', tableData(inner))
  return data
}
