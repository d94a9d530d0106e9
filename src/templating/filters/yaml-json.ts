/** to_json, to_nice_json, from_json, to_yaml, to_nice_yaml, from_yaml, from_yaml_all. */
import { UserError } from '../../errors.ts'
import { parseJson } from '../../util/parse-json.ts'
import { emitYaml } from '../../util/yaml-text/emitter.ts'
import { type Dict, isDict, type Value } from '../../values.ts'
import { loadYaml, loadYamlDocuments } from '../../yaml/load.ts'
import { Timestamp } from '../../yaml/timestamp.ts'
import { type FilterFunction, filter, type Keywords } from '../plugin.ts'
import { DateTime } from '../python/datetime.ts'
import { dictSet } from '../python/dict-key.ts'
import { FilterError, TemplateTypeError, UndefinedError } from '../python/errors.ts'
import { repeatText } from '../python/repeat-text.ts'
import { open } from '../python/secret.ts'
import { exactText, flagOf, isList, required, textOf, wholeOf } from './arguments.ts'
import { type JsonOptions, writeJson } from './json-text.ts'
import { type RepresentOptions, represent } from './yaml/represent.ts'

const jsonKeywords = new Set([
  'indent',
  'sort_keys',
  'separators',
  'ensure_ascii',
  'skipkeys',
  'allow_nan',
  'check_circular',
  'vault_to_text',
  'preprocess_unsafe',
])

const toJson = (defaults: JsonOptions): FilterFunction => {
  return (_context, value, args, kwargs) => {
    const most = defaults.indent === undefined ? 0 : 2
    if (args.length > most)
      throw new TemplateTypeError(`dumps() takes 1 positional argument but ${args.length - most + 1} were given`)
    const unknown = [...kwargs.keys()].find((name) => !jsonKeywords.has(name))
    if (unknown !== undefined)
      throw new TemplateTypeError(`JSONEncoder.__init__() got an unexpected keyword argument '${unknown}'`)
    const [indent = kwargs.get('indent'), sortKeys = kwargs.get('sort_keys')] = args
    return writeJson(value, {
      indent: indent === undefined ? defaults.indent : indentOf(indent),
      sortKeys: flagOf(sortKeys, defaults.sortKeys),
      ensureAscii: flagOf(kwargs.get('ensure_ascii'), true),
      separators: separatorsOf(kwargs.get('separators')) ?? defaults.separators,
      skipKeys: flagOf(kwargs.get('skipkeys')),
      allowNan: flagOf(kwargs.get('allow_nan'), true),
    })
  }
}

const indentOf = (indent: Value): string | undefined => {
  if (indent === null) return undefined
  return typeof indent === 'string' ? indent : repeatText(' ', wholeOf(indent))
}

const separatorsOf = (separators: Value | undefined): readonly [string, string] | undefined => {
  if (separators === undefined || separators === null) return undefined
  if (!isList(separators) || separators.length !== 2)
    throw new FilterError('separators must be a pair: what stands between items, and after a key')
  return [textOf(separators[0]), textOf(separators[1])]
}

const fromJson = filter([], (_, value) => {
  const text = exactText(value, 'the JSON object must be str, bytes or bytearray')
  try {
    return parseJson(text)
  } catch (error) {
    throw error instanceof SyntaxError ? new FilterError(error.message) : error
  }
})

const yamlKeywords = new Set([
  'indent',
  'width',
  'sort_keys',
  'default_flow_style',
  'default_style',
  'explicit_start',
  'explicit_end',
  'line_break',
  'canonical',
  'encoding',
  'version',
  'tags',
])

const toYaml = (name: string, defaults: { indent: number; flow: boolean | undefined }): FilterFunction => {
  return (_context, value, args, kwargs) => {
    const unknown = [...kwargs.keys()].find((keyword) => !yamlKeywords.has(keyword))
    if (unknown !== undefined)
      throw new FilterError(`${name} - dump_all() got an unexpected keyword argument '${unknown}'`)
    // Only to_nice_yaml takes its indent without a name.
    const indent = name === 'to_nice_yaml' && args.length > 0 ? args[0] : kwargs.get('indent')
    const text = emitYaml(representing(name, value, representOptions(kwargs, defaults.flow)), {
      indent: indent === undefined || indent === null ? defaults.indent : wholeOf(indent),
      width: widthOf(kwargs.get('width')),
    })
    return `${flagOf(kwargs.get('explicit_start')) ? startMarker(text) : ''}${text}${flagOf(kwargs.get('explicit_end')) ? '...\n' : ''}`
  }
}

/** An undefined value anywhere in what is written is a failure of the filter. */
const representing = (name: string, value: Value, options: RepresentOptions) => {
  try {
    return represent(value, options)
  } catch (error) {
    throw error instanceof UndefinedError ? new FilterError(`${name} - ${error.message}`) : error
  }
}

const startMarker = (text: string): string => (/^[^\n]*\n$/.test(text) && !/^(?:- |\w+:)/.test(text) ? '--- ' : '---\n')

const widthOf = (width: Value | undefined): number => {
  if (width === undefined || width === null) return 80
  const given = open(required(width))
  if (given === Number.POSITIVE_INFINITY) return -1
  return wholeOf(typeof given === 'string' ? Number(given) : given)
}

const styles = ['', "'", '"', '|', '>'] as const

const representOptions = (kwargs: Keywords, flow: boolean | undefined): RepresentOptions => {
  const given = kwargs.get('default_flow_style')
  const style = textOf(kwargs.get('default_style') ?? '')
  return {
    sortKeys: flagOf(kwargs.get('sort_keys'), true),
    flow: given === undefined ? flow : given === null ? undefined : flagOf(given),
    style: styles.find((known) => known === style) ?? '',
  }
}

/** Runs the YAML reader; what it finds wrong is the filter's failure, with the place within the text. */
const reading = (read: () => Value): Value => {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const { position } = error.diagnostic
    throw new FilterError(
      position ? `${error.message} (line ${position.line}, column ${position.column} of the text)` : error.message,
    )
  }
}

const yamlOptions = { file: '<text>', templates: false, json: false } as const

/** What YAML gave, with dates as objects that have methods, and keys that Python takes for one made one. */
const fromYamlValue = (value: Value): Value => {
  if (value instanceof Timestamp) return DateTime.fromYaml(value)
  if (Array.isArray(value)) return value.map(fromYamlValue)
  if (!isDict(value)) return value
  const result: Dict = new Map()
  for (const [key, item] of value) dictSet(result, fromYamlValue(key), fromYamlValue(item))
  return result
}

const fromYaml = filter([], (_, value) => {
  const given = open(required(value))
  return typeof given === 'string' ? fromYamlValue(reading(() => loadYaml(given, yamlOptions))) : given
})

const fromYamlAll = filter([], (_, value) => {
  const given = open(required(value))
  return typeof given === 'string' ? fromYamlValue(reading(() => loadYamlDocuments(given, yamlOptions))) : given
})

/** Filters between values and their texts in JSON and YAML. */
export const yamlJsonFilters: Readonly<Record<string, FilterFunction>> = {
  to_json: toJson({}),
  to_nice_json: toJson({ indent: '    ', sortKeys: true, separators: [',', ': '] }),
  from_json: fromJson,
  to_yaml: toYaml('to_yaml', { indent: 2, flow: undefined }),
  to_nice_yaml: toYaml('to_nice_yaml', { indent: 4, flow: false }),
  from_yaml: fromYaml,
  from_yaml_all: fromYamlAll,
}
