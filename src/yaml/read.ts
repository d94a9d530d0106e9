/**
 * A fast reader for the YAML that people write: block and flow collections, all kinds of scalars, tags, anchors,
 * comments, documents. It reads what libyaml reads, and as libyaml does. Whatever else there is in a text (directives,
 * `?` keys, mistakes) makes it give up, and the full reader tells what it is.
 */
import { Cursor, isBlank, newline, notPlainYaml } from './cursor.ts'
import { emptyNode, type YamlNode } from './node.ts'
import { readAlias, readFlow } from './read-flow.ts'
import { type Properties, readProperties } from './read-properties.ts'
import { readBlock, readPlain, readQuoted } from './read-scalar.ts'

const unusual = /[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ufeff]/

/** The documents of a text; undefined when it isn't of the kind that this reader knows. */
export const readPlainYaml = (text: string): YamlNode[] | undefined => {
  if (unusual.test(text)) return undefined
  try {
    return readDocuments(new Cursor(text))
  } catch (error) {
    if (error === notPlainYaml || error instanceof RangeError) return undefined
    throw error
  }
}

const readDocuments = (cursor: Cursor): YamlNode[] => {
  const documents: YamlNode[] = []
  cursor.skip()
  while (!cursor.atEnd) {
    // A directive; it is one only here.
    if (cursor.code() === 37) throw notPlainYaml
    const explicit = cursor.atMarker() && cursor.code() === 45
    if (explicit) cursor.at += 3
    documents.push(readNode(cursor, { indent: -1, compact: !explicit, listAtIndent: false }))
    cursor.skip()
    if (cursor.atEnd) break
    if (!cursor.atMarker()) throw notPlainYaml
    skipEndMarkers(cursor)
  }
  return documents
}

const skipEndMarkers = (cursor: Cursor): void => {
  while (cursor.atMarker() && cursor.code() === 46) {
    cursor.at += 3
    if (!cursor.skip() && !cursor.atEnd) throw notPlainYaml
    if (!cursor.atEnd && !cursor.atMarker()) throw notPlainYaml
  }
}

/** Where a node stands. */
interface Place {
  /** The column that the node must be behind. */
  readonly indent: number
  /** Whether a mapping or list may begin on this line: behind a dash, not behind a key. */
  readonly compact: boolean
  /** Whether a list may stand at the very column: as the value of a key. */
  readonly listAtIndent: boolean
}

const noProperties: Properties = { tag: undefined, anchor: undefined }

const readNode = (cursor: Cursor, place: Place): YamlNode => {
  const start = cursor.at
  const fresh = cursor.skip()
  if (isAbsent(cursor, place, fresh)) return emptyNode(start)
  const code = cursor.code()
  const { indent, compact } = place
  if (code !== 33 && code !== 38) {
    return readContent(cursor, { indent, mayNest: fresh || compact, properties: noProperties })
  }
  const properties = readProperties(cursor)
  const behind = cursor.at
  const passed = cursor.skip()
  if (isAbsent(cursor, place, fresh || passed)) return emptyNode(behind, properties.tag, properties.anchor)
  // On the line of a first key, properties are the key's.
  return readContent(cursor, { indent, mayNest: passed, properties })
}

/** True when what comes next belongs to something further out. */
const isAbsent = (cursor: Cursor, { indent, listAtIndent }: Place, fresh: boolean): boolean => {
  if (cursor.atEnd) return true
  if (!fresh && cursor.at !== cursor.lineStart) return false
  if (cursor.column > indent) return cursor.atMarker()
  return !(listAtIndent && cursor.column === indent && isDash(cursor)) || cursor.atMarker()
}

interface Content {
  /** The column that the node must be behind. */
  readonly indent: number
  /** Whether a mapping or list may begin here. */
  readonly mayNest: boolean
  readonly properties: Properties
}

const readContent = (cursor: Cursor, content: Content): YamlNode => {
  const { mayNest } = content
  const { tag, anchor } = content.properties
  const offset = cursor.at
  const code = cursor.code()
  if (code === 45 && isBlank(cursor.code(1))) {
    if (!mayNest) throw notPlainYaml
    return readList(cursor, content.properties)
  }
  if (code === 124 || code === 62) {
    const { text, textOffset } = readBlock(cursor, content.indent)
    return { kind: 'scalar', offset, tag, anchor, text, plain: false, textOffset }
  }
  const { lineStart } = cursor
  const node = readInline(cursor, content)
  if (!isColon(cursor)) return node
  // A key: it stands on one line, where a mapping may begin.
  if (!mayNest || cursor.lineStart !== lineStart || node.kind !== 'scalar') throw notPlainYaml
  const key = content.properties === noProperties ? node : { ...node, tag: undefined, anchor: undefined }
  return readMap(cursor, { key, column: offset - lineStart, properties: content.properties })
}

/** A scalar, alias or flow collection. */
const readInline = (cursor: Cursor, { indent, properties: { tag, anchor } }: Content): YamlNode => {
  const offset = cursor.at
  const code = cursor.code()
  if (code === 91 || code === 123) return endOfNode(cursor, readFlow(cursor, tag, anchor))
  if (code === 42) return endOfNode(cursor, readAlias(cursor, tag ?? anchor))
  if (code === 34 || code === 39) {
    const text = readQuoted(cursor)
    return endOfNode(cursor, { kind: 'scalar', offset, tag, anchor, text, plain: false, textOffset: offset + 1 })
  }
  const text = readPlain(cursor, { inFlow: false, indent })
  return { kind: 'scalar', offset, tag, anchor, text, plain: true, textOffset: offset }
}

/** Behind quotes and brackets only spaces, a comment or a colon may follow on the line. */
const endOfNode = (cursor: Cursor, node: YamlNode): YamlNode => {
  while (cursor.code() === 32) cursor.at += 1
  const code = cursor.code()
  if (code === newline || code === 35 || cursor.atEnd || isColon(cursor)) return node
  throw notPlainYaml
}

const isColon = (cursor: Cursor): boolean => {
  let ahead = 0
  while (cursor.code(ahead) === 32) ahead += 1
  if (cursor.code(ahead) !== 58 || !isBlank(cursor.code(ahead + 1))) return false
  cursor.at += ahead
  return true
}

const isDash = (cursor: Cursor): boolean => cursor.code() === 45 && isBlank(cursor.code(1))

const readList = (cursor: Cursor, { tag, anchor }: Properties): YamlNode => {
  const offset = cursor.at
  const { column } = cursor
  const items: YamlNode[] = []
  for (;;) {
    cursor.at += 1
    if (cursor.code() === 9) throw notPlainYaml
    items.push(readNode(cursor, { indent: column, compact: true, listAtIndent: false }))
    if (!isNext(cursor, column) || !isDash(cursor)) break
  }
  return { kind: 'list', offset, tag, anchor, items }
}

interface FirstKey {
  readonly key: YamlNode
  readonly column: number
  readonly properties: Properties
}

const readMap = (cursor: Cursor, { key: first, column, properties: { tag, anchor } }: FirstKey): YamlNode => {
  const entries: YamlNode[] = []
  const place = { indent: column, compact: false, listAtIndent: true }
  for (let key = first; ; key = readKey(cursor, column)) {
    cursor.at += 1
    entries.push(key, readNode(cursor, place))
    if (!isNext(cursor, column)) break
  }
  return { kind: 'map', offset: first.offset, tag, anchor, entries }
}

/** Whether another entry follows at the column. Something further in is a mistake. */
const isNext = (cursor: Cursor, column: number): boolean => {
  cursor.skip()
  if (cursor.atEnd) return false
  const found = cursor.column
  if (found > column) throw notPlainYaml
  return found === column && !cursor.atMarker()
}

const readKey = (cursor: Cursor, indent: number): YamlNode => {
  const { lineStart } = cursor
  const key = readInline(cursor, { indent, mayNest: false, properties: noProperties })
  if (key.kind !== 'scalar' || cursor.lineStart !== lineStart || !isColon(cursor)) throw notPlainYaml
  return key
}
