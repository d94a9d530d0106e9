/** Collections in brackets and braces. */
import { type Cursor, isBlank, isFlowIndicator, notPlainYaml } from './cursor.ts'
import { emptyNode, type YamlNode } from './node.ts'
import { readProperties } from './read-properties.ts'
import { readPlain, readQuoted } from './read-scalar.ts'

const inFlow = { inFlow: true, indent: -1 } as const

/** A collection in brackets or braces; the cursor stands on the opening one, and then behind the closing one. */
export const readFlow = (cursor: Cursor, tag?: string, anchor?: string): YamlNode =>
  cursor.code() === 91 ? readList(cursor, tag, anchor) : readMap(cursor, tag, anchor)

const readList = (cursor: Cursor, tag?: string, anchor?: string): YamlNode => {
  const offset = cursor.at
  const items: YamlNode[] = []
  open(cursor)
  while (cursor.code() !== 93) {
    items.push(readNode(cursor))
    cursor.skip(true)
    // A pair without braces is for the full reader.
    if (cursor.code() === 58) throw notPlainYaml
    comma(cursor, 93)
  }
  cursor.at += 1
  return { kind: 'list', offset, tag, anchor, items }
}

const readMap = (cursor: Cursor, tag?: string, anchor?: string): YamlNode => {
  const offset = cursor.at
  const entries: YamlNode[] = []
  open(cursor)
  while (cursor.code() !== 125) {
    const key = readNode(cursor)
    cursor.skip(true)
    entries.push(key, cursor.code() === 58 ? readValue(cursor, key) : emptyNode(key.offset))
    comma(cursor, 125)
  }
  cursor.at += 1
  return { kind: 'map', offset, tag, anchor, entries }
}

const readValue = (cursor: Cursor, key: YamlNode): YamlNode => {
  // Only behind quotes may the value follow at once.
  const quoted = key.kind !== 'scalar' || !key.plain
  if (!quoted && !isBlank(cursor.code(1))) throw notPlainYaml
  cursor.at += 1
  cursor.skip(true)
  const code = cursor.code()
  const value = code === 44 || code === 125 ? emptyNode(cursor.at) : readNode(cursor)
  cursor.skip(true)
  return value
}

const open = (cursor: Cursor): void => {
  cursor.at += 1
  cursor.skip(true)
}

const comma = (cursor: Cursor, close: number): void => {
  const code = cursor.code()
  if (code === close) return
  if (code !== 44) throw notPlainYaml
  cursor.at += 1
  cursor.skip(true)
}

const readNode = (cursor: Cursor): YamlNode => {
  if (cursor.atEnd || cursor.atMarker()) throw notPlainYaml
  const { tag, anchor } = readProperties(cursor)
  cursor.skip(true)
  const offset = cursor.at
  const code = cursor.code()
  if (code === 91 || code === 123) return readFlow(cursor, tag, anchor)
  if (code === 42) return readAlias(cursor, tag ?? anchor)
  if (code === 34 || code === 39) {
    const text = readQuoted(cursor)
    return { kind: 'scalar', offset, tag, anchor, text, plain: false, textOffset: offset + 1 }
  }
  if (isFlowIndicator(code)) throw notPlainYaml
  const text = readPlain(cursor, inFlow)
  return { kind: 'scalar', offset, tag, anchor, text, plain: true, textOffset: offset }
}

const aliasName = /\*([\w-]+)(?=[\s,\]}]|$)/y

/** `*name`; an alias has no properties of its own. */
export const readAlias = (cursor: Cursor, properties: string | undefined): YamlNode => {
  aliasName.lastIndex = cursor.at
  const match = aliasName.exec(cursor.text)
  if (!match || properties !== undefined) throw notPlainYaml
  const offset = cursor.at
  cursor.at += match[0].length
  return { kind: 'alias', offset, tag: undefined, anchor: undefined, name: match[1]! }
}
