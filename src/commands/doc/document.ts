/** The documentation of a module, plugin or role, for people and for programs. */

import { dumpJson } from '../../util/python-json.ts'
import { wrapText } from '../../util/wrap-text.ts'
import { type Dict, dict, isDict, type Value } from '../../values.ts'

/** What there is to tell of a module or plugin. */
export interface Documented {
  /** Its name without the collection. */
  readonly name: string
  readonly collection: string
  readonly type: string
  readonly summary: string
  readonly options: Dict
  /** YAML. */
  readonly examples?: string | undefined
  readonly returns?: Dict | undefined
}

/** Where the code is: it has no file of its own that a person could open. */
export const BUILT_IN = '(built in)'

/** The name with the collection. */
export const fullName = ({ name, collection }: Pick<Documented, 'name' | 'collection'>): string =>
  `${collection}.${name}`

/** As ansible-doc's JSON has it. */
export const documentData = ({ name, collection, type, summary, options, ...more }: Documented): Dict => {
  const doc = dict({
    collection,
    description: [summary],
    filename: BUILT_IN,
    [type === 'module' ? 'module' : 'name']: name,
    short_description: summary,
  })
  if (type === 'module') doc.set('has_action', false)
  if (options.size > 0) doc.set('options', options)
  return dict({
    doc,
    examples: more.examples === undefined ? null : `\n${more.examples}`,
    metadata: null,
    return: more.returns ?? null,
  })
}

/** As text. */
export const documentText = (document: Documented): string =>
  [
    `> ${fullName(document).toUpperCase()}    ${BUILT_IN}`,
    '',
    ...indented(document.summary, 8),
    '',
    ...(document.options.size > 0 ? ['OPTIONS (= is mandatory):', '', ...optionLines(document.options, 0)] : []),
    ...(document.examples === undefined ? [] : ['EXAMPLES:', '', document.examples]),
    ...(document.returns === undefined ? [] : ['RETURN VALUES:', '', ...optionLines(document.returns, 0)]),
  ].join('\n')

/** A role, and those of its entry points that were asked for. */
export interface RoleDocument {
  readonly name: string
  readonly path: string
  readonly entryPoints: ReadonlyMap<string, Dict>
}

/** A role's documentation as text. */
export const roleText = ({ name, path, entryPoints }: RoleDocument): string =>
  [
    `> ${name.toUpperCase()}    (${path})`,
    '',
    ...[...entryPoints].flatMap(([point, spec]) => entryPointLines(point, spec)),
  ].join('\n')

const entryPointLines = (point: string, spec: Dict): string[] => {
  const summary = spec.get('short_description')
  const options = spec.get('options')
  const author = texts(spec.get('author')).join(', ')
  const description = texts(spec.get('description'))
  return [
    `ENTRY POINT: ${point}${summary === undefined ? '' : ` - ${plain(summary)}`}`,
    '',
    ...(description.length > 0 ? [...description.flatMap((text) => indented(text, 8)), ''] : []),
    ...(isDict(options) && options.size > 0 ? ['OPTIONS (= is mandatory):', '', ...optionLines(options, 0)] : []),
    ...(author === '' ? [] : [`AUTHOR: ${author}`, '']),
  ]
}

const optionLines = (options: Dict, depth: number): string[] =>
  [...options]
    .map(([name, option]): readonly [string, Dict] => [String(name), isDict(option) ? option : new Map()])
    .sort(([a, one], [b, other]) => Number(isRequired(other)) - Number(isRequired(one)) || (a < b ? -1 : 1))
    .flatMap(([name, option]) => {
      const pad = ' '.repeat(depth)
      const inner = option.get('suboptions') ?? option.get('options')
      return [
        `${pad}${isRequired(option) ? '=' : '-'} ${name}`,
        ...texts(option.get('description')).flatMap((text) => indented(text, depth + 8)),
        ...factsOf(option).map((fact) => `${pad}        ${fact}`),
        '',
        ...(isDict(inner) ? [`${pad}        OPTIONS:`, '', ...optionLines(inner, depth + 8)] : []),
      ]
    })

const isRequired = (option: Dict): boolean => option.get('required') === true

const factsOf = (option: Dict): string[] => {
  const fallback =
    isRequired(option) && !option.has('default') ? [] : [`default: ${shown(option.get('default') ?? null)}`]
  const fact = (name: string): string[] => (option.has(name) ? [`${name}: ${shown(option.get(name)!)}`] : [])
  if (option.has('returned')) return [...fact('returned'), ...fact('type')]
  return [
    ...fact('aliases'),
    ...fact('choices'),
    ...fallback,
    ...fact('elements'),
    ...placesOf(option),
    ...fact('type'),
  ]
}

/** Where a plugin's option is set. */
const placesOf = (option: Dict): string[] => {
  const named = (place: string): string[] =>
    (Array.isArray(option.get(place)) ? (option.get(place) as Value[]) : []).map((one) =>
      isDict(one) ? (place === 'ini' ? `[${one.get('section')}] ${one.get('key')}` : String(one.get('name'))) : '',
    )
  return ['env', 'ini', 'vars'].flatMap((place) => {
    const names = named(place)
    return names.length > 0 ? [`${place}: ${names.join(', ')}`] : []
  })
}

const shown = (value: Value): string => {
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`
  return typeof value === 'string' && value !== '' ? value : dumpJson(value, {})
}

const texts = (value: Value | undefined): string[] =>
  value === undefined || value === null ? [] : (Array.isArray(value) ? value : [value]).map((one) => plain(one))

/** The marks of documentation as text: what they name in quotes, or by itself. */
const plain = (value: Value): string =>
  String(value)
    .replace(/\b[ICVOE]\(([^)]*)\)/g, "`$1'")
    .replace(/\bB\(([^)]*)\)/g, '*$1*')
    .replace(/\b[MPU]\(([^)]*)\)/g, '[$1]')
    .replace(/\bL\(([^,)]*), *([^)]*)\)/g, '$1 <$2>')

const indented = (text: string, spaces: number): string[] =>
  text === '' ? [] : wrapText(text, 78 - spaces).map((line) => ' '.repeat(spaces) + line)
