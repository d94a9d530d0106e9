/** to_json, to_nice_json, from_json, to_yaml, to_nice_yaml, from_yaml, from_yaml_all. */
import { UserError } from '../../errors.ts'
import { parseJson } from '../../util/parse-json.ts'
import { type Dict, isDict, type Value } from '../../values.ts'
import { loadYaml, loadYamlDocuments } from '../../yaml/load.ts'
import { Timestamp } from '../../yaml/timestamp.ts'
import { type FilterFunction, filter } from '../plugin.ts'
import { DateTime } from '../python/datetime.ts'
import { dictSet } from '../python/dict-key.ts'
import { FilterError, TemplateTypeError } from '../python/errors.ts'
import { repeatText } from '../python/repeat-text.ts'
import { open } from '../python/secret.ts'
import { exactText, flagOf, isList, required, textOf, wholeOf } from './arguments.ts'
import { type JsonOptions, writeJson } from './json-text.ts'
import { toYaml } from './yaml/to-yaml.ts'

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
  to_yaml: toYaml('to_yaml'),
  to_nice_yaml: toYaml('to_nice_yaml'),
  from_yaml: fromYaml,
  from_yaml_all: fromYamlAll,
}
