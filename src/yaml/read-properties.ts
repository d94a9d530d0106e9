import { type Cursor, notPlainYaml } from './cursor.ts'

/** What may stand before a node: `!tag` and `&anchor`. */
export interface Properties {
  readonly tag: string | undefined
  readonly anchor: string | undefined
}

const tagPattern = /(!!?)([\w./:-]*)(?=\s|$)/y
const anchorPattern = /&([\w-]+)(?=\s|$)/y
const none: Properties = { tag: undefined, anchor: undefined }

/** Reads a tag and an anchor, in any order, on one line, with the spaces behind them. */
export const readProperties = (cursor: Cursor): Properties => {
  const code = cursor.code()
  if (code !== 33 && code !== 38) return none
  let tag: string | undefined
  let anchor: string | undefined
  for (;;) {
    if (cursor.code() === 33 && tag === undefined) {
      const [, sign, name] = take(cursor, tagPattern)
      if (sign === '!!' && name === '') throw notPlainYaml
      tag = sign === '!!' ? `tag:yaml.org,2002:${name}` : `!${name}`
    } else if (cursor.code() === 38 && anchor === undefined) anchor = take(cursor, anchorPattern)[1]!
    else return { tag, anchor }
    while (cursor.code() === 32) cursor.at += 1
  }
}

const take = (cursor: Cursor, pattern: RegExp): RegExpExecArray => {
  pattern.lastIndex = cursor.at
  const match = pattern.exec(cursor.text)
  if (!match) throw notPlainYaml
  cursor.at += match[0].length
  return match
}
