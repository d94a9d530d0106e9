/** How definitions of a variable are shown: a line each, the winning one first. */
import { repr, str } from '../../templating/python/repr.ts'
import { cutText } from '../../util/cut-text.ts'
import { isDict, OpaqueValue, Secret, Template, Undefined, Unknown, type Value } from '../../values.ts'
import type { Layer } from '../../vars/precedence.ts'
import type { LaterDefinition, LaterDefinitions } from './later-definitions.ts'

interface Definition {
  readonly layer: Layer
  readonly value: Value
}

/** The definitions as a table: rung, value as it is written, place; then those that come while the play runs. */
export const explanationText = (
  name: string,
  definitions: readonly Definition[],
  { found, unread }: LaterDefinitions = { found: [], unread: [] },
): string => {
  const told = definitions.map(({ layer, value }) => [layer.rung, cutText(valueText(value), 60), placeOf(layer, name)])
  // A role that is used twice defines it in one place.
  const once = [...new Map(told.map((cells) => [cells.join('\n'), cells])).values()]
  const now = once.map((cells, at) => [at === 0 ? 'wins' : 'hidden', ...cells])
  const later = found.map(({ tag, rung, shown, position, origin }) => [
    tag,
    rung,
    shownText(shown),
    `${position.file}:${position.line}  (${origin})`,
  ])
  return tableText([...now, ...later]) + unreadText(unread)
}

const tableText = (rows: readonly (readonly string[])[]): string => {
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}\n`).join('')
}

const shownText = (shown: LaterDefinition['shown']): string =>
  typeof shown === 'object' && shown !== null && 'note' in shown ? `(${shown.note})` : cutText(valueText(shown), 60)

const most = 3

/** What could not be looked into. */
const unreadText = (unread: LaterDefinitions['unread']): string => {
  if (unread.length === 0) return ''
  const places = unread.slice(0, most).map(({ file, line }) => `${file}:${line}`)
  const more = unread.length > most ? ', …' : ''
  return `\n  not looked into, as their files are known only in the run: the includes at ${places.join(', ')}${more}\n`
}

/** A value on one line, as it is written; secrets stay hidden. */
export const valueText = (value: Value): string => {
  const shown = masked(value)
  return (typeof shown === 'string' ? repr(shown) : str(shown)).replaceAll('\n', '\\n')
}

const masked = (value: Value): Value => {
  if (value instanceof Secret) return '********'
  if (value instanceof Template) return value.source
  if (value instanceof Undefined) return `undefined`
  if (value instanceof Unknown || value instanceof OpaqueValue) return String(value)
  if (Array.isArray(value)) return value.map(masked)
  return isDict(value) ? new Map([...value].map(([key, item]) => [key, masked(item)])) : value
}

/** The file and line where they are known, else what defines it. */
const placeOf = (layer: Layer, name: string): string => {
  const at = layer.position?.(name)
  // What stands on the command line itself has no file.
  if (!at || at.file.startsWith('<')) return layer.origin
  const place = `${at.file}:${at.line}`
  return layer.origin === at.file ? place : `${place}  (${layer.origin})`
}
