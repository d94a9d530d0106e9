/** Writes YAML nodes as libyaml does: the same quotes, the same indents, the same line breaks. */
import { analyzeText, type TextAnalysis } from './analyze.ts'
import type { OutputNode } from './node.ts'
import { TextWriter } from './text-writer.ts'

export interface EmitOptions {
  readonly indent: number
  readonly width: number
  /** What ends a line, `\n` unless told. */
  readonly lineBreak?: string
  /** Every collection with brackets, one item a line. */
  readonly canonical?: boolean
  /** `%YAML` and `%TAG` lines, each of its words. */
  readonly directives?: readonly (readonly string[])[]
  /** Begin with `---`, as a document with directives does anyway. */
  readonly start?: boolean
  /** End with `...`. */
  readonly end?: boolean
}

/** The text of a document. */
export const emitYaml = (root: OutputNode, options: EmitOptions): string => {
  const { indent, width, lineBreak = '\n', canonical = false } = options
  const bestIndent = indent > 1 && indent < 10 ? indent : 2
  const bestWidth = width < 0 ? Number.POSITIVE_INFINITY : width > bestIndent * 2 ? width : 80
  const emitter = new Emitter(new TextWriter(bestWidth, lineBreak), { indentStep: bestIndent, canonical })
  emitter.begin(options)
  emitter.emit(root, { mapping: false, simpleKey: false })
  emitter.end(options.end ?? false)
  return emitter.writer.text
}

interface Place {
  /** Directly inside a mapping, where lists need no further indent. */
  readonly mapping: boolean
  /** The key of `key: value`, which must stay on one line. */
  readonly simpleKey: boolean
}

const inList: Place = { mapping: false, simpleKey: false }
const inMapping: Place = { mapping: true, simpleKey: false }
const asKey: Place = { mapping: true, simpleKey: true }

class Emitter {
  readonly writer: TextWriter
  readonly #indentStep: number
  readonly #canonical: boolean
  #flowLevel = 0

  constructor(writer: TextWriter, { indentStep, canonical }: { indentStep: number; canonical: boolean }) {
    this.writer = writer
    this.#indentStep = indentStep
    this.#canonical = canonical
  }

  begin({ directives = [], start = false }: EmitOptions): void {
    for (const words of directives) {
      for (const word of words) this.writer.indicator(word, { space: true })
      this.writer.writeIndent()
    }
    if (!start && !this.#canonical && directives.length === 0) return
    this.writer.indicator('---', { space: true })
    if (this.#canonical) this.writer.writeIndent()
  }

  end(marked: boolean): void {
    this.writer.writeIndent()
    if (!marked && !this.writer.openEnded) return
    this.writer.indicator('...', { space: true })
    this.writer.writeIndent()
  }

  emit(node: OutputNode, place: Place): void {
    if (node.kind === 'alias') {
      this.writer.indicator(`*${node.name}`, { space: true })
      return
    }
    if (node.anchor !== undefined) this.writer.indicator(`&${node.anchor}`, { space: true })
    if ('tag' in node && node.tag !== undefined) this.writer.indicator(node.tag, { space: true })
    if (node.kind === 'scalar') this.#scalar(node, place)
    else if (node.kind === 'list') {
      if (this.#inFlow(node) || node.items.length === 0) this.#flowList(node)
      else this.#blockList(node, place)
    } else if (this.#inFlow(node) || node.entries.length === 0) this.#flowMap(node)
    else this.#blockMap(node)
  }

  #inFlow({ flow }: { readonly flow: boolean }): boolean {
    return this.#flowLevel > 0 || this.#canonical || flow
  }

  #indented(how: { flow: boolean; indentless?: boolean }, run: () => void): void {
    const before = this.writer.indent
    if (before < 0) this.writer.indent = how.flow ? this.#indentStep : 0
    else if (!how.indentless) this.writer.indent += this.#indentStep
    run()
    this.writer.indent = before
  }

  #flow(open: string, close: string, items: readonly (() => void)[]): void {
    this.writer.indicator(open, { space: true, whitespace: true })
    this.#flowLevel += 1
    this.#indented({ flow: true }, () => {
      items.forEach((item, index) => {
        if (index > 0) this.writer.indicator(',')
        this.#breakFlow()
        item()
      })
    })
    this.#flowLevel -= 1
    if (this.#canonical && items.length > 0) {
      this.writer.indicator(',')
      this.writer.writeIndent()
    }
    this.writer.indicator(close)
  }

  #breakFlow(): void {
    if (this.#canonical || this.writer.isPastWidth) this.writer.writeIndent()
  }

  #flowList(node: OutputNode & { kind: 'list' }): void {
    this.#flow(
      '[',
      ']',
      node.items.map((item) => () => this.emit(item, inList)),
    )
  }

  #flowMap(node: OutputNode & { kind: 'map' }): void {
    this.#flow(
      '{',
      '}',
      node.entries.map(([key, value]) => () => {
        if (!this.#canonical && isSimpleKey(key)) {
          this.emit(key, asKey)
          this.writer.indicator(':')
        } else {
          this.writer.indicator('?', { space: true })
          this.emit(key, inMapping)
          this.#breakFlow()
          this.writer.indicator(':', { space: true })
        }
        this.emit(value, inMapping)
      }),
    )
  }

  #blockList(node: OutputNode & { kind: 'list' }, place: Place): void {
    this.#indented({ flow: false, indentless: place.mapping && !this.writer.indention }, () => {
      for (const item of node.items) {
        this.writer.writeIndent()
        this.writer.indicator('-', { space: true, indention: true })
        this.emit(item, inList)
      }
    })
  }

  #blockMap(node: OutputNode & { kind: 'map' }): void {
    this.#indented({ flow: false }, () => {
      for (const [key, value] of node.entries) {
        this.writer.writeIndent()
        if (isSimpleKey(key)) {
          this.emit(key, asKey)
          this.writer.indicator(':')
        } else {
          this.writer.indicator('?', { space: true, indention: true })
          this.emit(key, inMapping)
          this.writer.writeIndent()
          this.writer.indicator(':', { space: true, indention: true })
        }
        this.emit(value, inMapping)
      }
    })
  }

  #scalar(node: OutputNode & { kind: 'scalar' }, place: Place): void {
    const analysis = analyzeText(node.text)
    const style = this.#style(node, analysis, place)
    this.#indented({ flow: true }, () => {
      const mayBreak = !place.simpleKey
      if (style === '') this.writer.plain(node.text, { mayBreak, inFlow: this.#flowLevel > 0 })
      else if (style === "'") this.writer.singleQuoted(node.text, mayBreak)
      else if (style === '"') this.writer.doubleQuoted(node.text, mayBreak)
      else this.writer.block(node.text, style, this.#indentStep)
    })
  }

  #style(node: OutputNode & { kind: 'scalar' }, analysis: TextAnalysis, place: Place): '' | "'" | '"' | '|' | '>' {
    const { style } = node
    if (this.#canonical) return '"'
    if (place.simpleKey && analysis.multiline) return '"'
    if (style === '|' || style === '>') return analysis.block && this.#flowLevel === 0 && !place.simpleKey ? style : '"'
    if (style === '"') return style
    const mayBePlain = this.#flowLevel > 0 ? analysis.flowPlain : analysis.blockPlain
    const emptyForbidden = analysis.empty && (this.#flowLevel > 0 || place.simpleKey)
    if (style === '' && node.plain && mayBePlain && !emptyForbidden) return ''
    return analysis.singleQuoted ? "'" : '"'
  }
}

/** Only short keys on one line may stand before a colon; others need `? `. */
const isSimpleKey = (node: OutputNode): boolean => {
  if (node.kind === 'alias') return true
  if (node.kind === 'list') return node.items.length === 0
  if (node.kind === 'map') return node.entries.length === 0
  return !analyzeText(node.text).multiline && Buffer.byteLength(node.text) <= 128
}
