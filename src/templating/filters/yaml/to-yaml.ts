/** to_yaml and to_nice_yaml: the options of PyYAML's `dump`. */
import { emitYaml } from '../../../util/yaml-text/emitter.ts'
import { isDict, type Value } from '../../../values.ts'
import type { CallContext, FilterFunction, Keywords } from '../../plugin.ts'
import { FilterError, TemplateTypeError, UndefinedError } from '../../python/errors.ts'
import { numeric } from '../../python/number.ts'
import { open } from '../../python/secret.ts'
import { flagOf, isList, itemsOf, required, textOf, wholeOf } from '../arguments.ts'
import { repeatedParts, withAnchors } from './repeated.ts'
import { type RepresentOptions, represent } from './represent.ts'

const KEYWORDS: ReadonlySet<string> = new Set([
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
  'stream',
])

type Name = 'to_yaml' | 'to_nice_yaml'

/** The filter of that name. */
export const toYaml = (name: Name): FilterFunction => {
  const own = name === 'to_yaml' ? writeYaml : writeNiceYaml
  return (context, value, args, kwargs) => {
    try {
      return own(context, value, args, kwargs)
    } catch (error) {
      // An undefined value anywhere in what is written is a failure of the filter.
      throw error instanceof UndefinedError ? new FilterError(`${name} - ${error.message}`) : error
    }
  }
}

const writeYaml: FilterFunction = (context, value, _args, kwargs) => {
  checkKeywords('to_yaml', kwargs, KEYWORDS)
  const flow = kwargs.get('default_flow_style')
  const indent = kwargs.get('indent') ?? null
  return written(context, value, { kwargs, indent: numberOrNone(indent) ?? 2, flow: flow ?? null })
}

/** The only one that takes its indent without a name; its flow style is fixed. */
const writeNiceYaml: FilterFunction = (context, value, args, kwargs) => {
  checkKeywords('to_nice_yaml', kwargs, NICE_KEYWORDS)
  const [indent = kwargs.has('indent') ? kwargs.get('indent')! : 4] = args
  return written(context, value, { kwargs, indent: numberOrNone(indent) ?? 2, flow: false })
}

const NICE_KEYWORDS: ReadonlySet<string> = new Set([...KEYWORDS].filter((name) => name !== 'default_flow_style'))

const checkKeywords = (name: Name, kwargs: Keywords, known: ReadonlySet<string>): void => {
  const unknown = [...kwargs.keys()].find((keyword) => !known.has(keyword))
  if (unknown !== undefined)
    throw new FilterError(`${name} - dump_all() got an unexpected keyword argument '${unknown}'`)
  if ((kwargs.get('stream') ?? null) !== null) throw new FilterError(`${name} - a stream can't be given`)
}

const written = (
  context: CallContext,
  value: Value,
  { kwargs, indent, flow }: { kwargs: Keywords; indent: number; flow: Value },
): string => {
  const tags = tagsOf(kwargs.get('tags') ?? null)
  const canonical = flagOf(kwargs.get('canonical'))
  const style = textOf(kwargs.get('default_style') ?? '')
  const options: RepresentOptions = {
    sortKeys: flagOf(kwargs.get('sort_keys'), true),
    flow: flow === null ? undefined : flagOf(flow),
    style: STYLES.find((known) => known === style) ?? '',
    styled: flagOf(kwargs.get('default_style')),
    canonical,
    tag: (type) => shortTag(type, tags),
  }
  const node = withAnchors(represent(value, options, repeatedParts(value, context.used())))
  return emitYaml(node, { ...layout(kwargs), indent, canonical, directives: directivesOf(kwargs, tags) })
}

const STYLES = ['', "'", '"', '|', '>'] as const

const layout = (kwargs: Keywords) => ({
  width: widthOf(kwargs.get('width') ?? null),
  lineBreak: lineBreakOf(kwargs.get('line_break')),
  start: flagOf(kwargs.get('explicit_start')),
  end: flagOf(kwargs.get('explicit_end')),
})

const numberOrNone = (value: Value): number | undefined => {
  const given = open(required(value))
  return given === null ? undefined : Math.trunc(Number(numeric(given) ?? wholeOf(given)))
}

const widthOf = (width: Value): number => {
  const given = open(required(width))
  if (given === Number.POSITIVE_INFINITY) return -1
  return numberOrNone(given) ?? 80
}

const LINE_BREAKS: readonly unknown[] = ['\n', '\r', '\r\n']

const lineBreakOf = (value: Value | undefined): string => (LINE_BREAKS.includes(value) ? String(value) : '\n')

/** A short form of tags, and what it is short for. */
type TagForm = readonly [handle: string, prefix: string]

const tagsOf = (tags: Value): readonly TagForm[] => {
  const given = open(required(tags))
  if (!flagOf(given)) return []
  if (!isDict(given)) throw new TemplateTypeError('tags must be a dict')
  return [...given].map(([handle, prefix]) => {
    if (typeof handle !== 'string' || typeof prefix !== 'string')
      throw new TemplateTypeError('tag handle must be a string')
    return [checkedHandle(handle), checkedPrefix(prefix)]
  })
}

const checkedHandle = (handle: string): string => {
  if (handle === '') throw new FilterError('tag handle must not be empty')
  if (!handle.startsWith('!')) throw new FilterError("tag handle must start with '!'")
  if (!handle.endsWith('!')) throw new FilterError("tag handle must end with '!'")
  if (/^!?[\w-]*!$/.test(handle)) return handle
  throw new FilterError('tag handle must contain alphanumerical characters only')
}

const checkedPrefix = (prefix: string): string => {
  if (prefix === '') throw new FilterError('tag prefix must not be empty')
  return prefix
}

const directivesOf = (kwargs: Keywords, tags: readonly TagForm[]): readonly (readonly string[])[] => [
  ...versionOf(kwargs.get('version') ?? null),
  ...tags.map(([handle, prefix]) => ['%TAG', handle, escapedTag(prefix)]),
]

const versionOf = (version: Value): readonly (readonly string[])[] => {
  const given = open(required(version))
  if (!flagOf(given)) return []
  const [major, minor] = (isList(given) ? itemsOf(given) : []).map((part) => wholeOf(part))
  if (major === undefined || minor === undefined) throw new TemplateTypeError('an integer is required')
  if (major !== 1 || (minor !== 1 && minor !== 2)) throw new FilterError('incompatible %YAML directive')
  return [['%YAML', `1.${minor}`]]
}

const TYPES = 'tag:yaml.org,2002:'

/** The tag of one of YAML's own types, by the first form that fits it. */
const shortTag = (type: string, tags: readonly TagForm[]): string => {
  const tag = TYPES + type
  const standard: readonly TagForm[] = [
    ['!', '!'],
    ['!!', TYPES],
  ]
  const known = [...tags, ...standard.filter(([handle]) => !tags.some(([own]) => own === handle))]
  const form = known.find(([, prefix]) => tag.startsWith(prefix) && prefix.length < tag.length)
  return form === undefined ? `!<${escapedTag(tag)}>` : form[0] + escapedTag(tag.slice(form[1].length))
}

/** Text of a tag with all that may not stand in one as the bytes it is made of. */
const escapedTag = (text: string): string =>
  text.replace(/[^\w\-;/?:@&=+$,.~*'()[\]]/gu, (char) =>
    [...Buffer.from(char)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  )
