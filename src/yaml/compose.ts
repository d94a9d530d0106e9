import { createRequire } from 'node:module'
import type { Document, Node, YAMLParseError } from 'yaml'
import { UserError } from '../errors.ts'
import { emptyNode, type YamlNode } from './node.ts'
import type { SourceText } from './source-text.ts'
import { yamlSyntaxError } from './syntax-error.ts'

// Loaded when first needed: most texts are read without it.
const require = createRequire(import.meta.url)
const yaml = (): typeof import('yaml') => require('yaml')

const options = {
  schema: 'failsafe',
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
  merge: false,
} as const

/** The documents of a YAML text as nodes, read by the `yaml` package. Throws a UserError with the place of a mistake. */
export const compose = (source: SourceText): YamlNode[] => {
  refuseUnknownDirective(source)
  const { Composer, Parser } = yaml()
  const documents = new Composer(options).compose(new Parser().parse(source.text), false, source.text.length)
  return [...documents].map((document) => composeDocument(source, document))
}

/** The package reads over directives that it does not know. */
const refuseUnknownDirective = (source: SourceText): void => {
  const prelude = /^(?:[ \t]*(?:#[^\n]*)?\r?\n|%(?:YAML|TAG)[ \t][^\n]*\n)*%(?!(?:YAML|TAG)[ \t])/.exec(source.text)
  if (prelude === null) return
  throw new UserError({
    message: 'YAML: this directive is neither %YAML nor %TAG',
    position: source.position(prelude[0].length - 1),
    hint: 'a text that begins with % needs quotes',
  })
}

const composeDocument = (source: SourceText, document: Document.Parsed): YamlNode => {
  const mistake = document.errors.reduce<YAMLParseError | undefined>(
    (first, error) => (first && first.pos[0] <= error.pos[0] ? first : error),
    undefined,
  )
  if (mistake) throw yamlSyntaxError(source, mistake)
  return convert(source.text, document.contents, document.range[0])
}

const convert = (text: string, node: Node | null, fallback: number): YamlNode => {
  if (!node) return emptyNode(fallback)
  const { isAlias, isMap, isScalar } = yaml()
  const offset = node.range?.[0] ?? fallback
  if (isAlias(node)) return { kind: 'alias', offset, name: node.source }
  const { tag, anchor } = node as { tag?: string; anchor?: string }
  const props = { offset, tag: writtenTag(node, tag), anchor }
  if (isScalar(node)) return { kind: 'scalar', ...props, ...scalarText(text, node, offset) }
  if (isMap(node))
    return { kind: 'map', ...props, entries: node.items.flatMap((pair) => convertPair(text, pair, offset)) }
  const items = (node as { items?: Node[] }).items ?? []
  return { kind: 'list', ...props, items: items.map((item) => convert(text, item, offset)) }
}

const convertPair = (text: string, pair: { key: unknown; value: unknown }, fallback: number): YamlNode[] => {
  const key = convert(text, pair.key as Node | null, fallback)
  return [key, convert(text, pair.value as Node | null, key.offset)]
}

/** The package gives collections their default tag where none was written. */
const writtenTag = (node: Node, tag: string | undefined): string | undefined =>
  yaml().isScalar(node) || !/^tag:yaml\.org,2002:(map|seq)$/.test(tag ?? '') ? tag : undefined

const scalarText = (text: string, node: { source?: string; type?: string }, offset: number) => {
  const style = node.type ?? 'PLAIN'
  const textOffset = style.startsWith('QUOTE')
    ? offset + 1
    : style.startsWith('BLOCK')
      ? blockText(text, offset)
      : offset
  return { text: node.source ?? '', plain: style === 'PLAIN', textOffset }
}

/** Where the text of a block scalar begins: the first line below its header that isn't blank. */
const blockText = (text: string, header: number): number => {
  const line = /\n(?:[ \t]*\r?\n)* */y
  line.lastIndex = text.indexOf('\n', header)
  return line.lastIndex < 0 || !line.test(text) ? header : line.lastIndex
}
