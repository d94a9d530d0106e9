/** How definitions of a variable are shown: a line each, the winning one first. */
import { repr, str } from '../../templating/python/repr.ts'
import { cutText } from '../../util/cut-text.ts'
import { isDict, OpaqueValue, Secret, Template, Undefined, Unknown, type Value } from '../../values.ts'
import type { Layer } from '../../vars/precedence.ts'

interface Definition {
  readonly layer: Layer
  readonly value: Value
}

/** The definitions as a table: rung, value as it is written, place. */
export const explanationText = (name: string, definitions: readonly Definition[]): string => {
  const rows = definitions.map(({ layer, value }, at) => [
    at === 0 ? 'wins' : 'hidden',
    layer.rung,
    cutText(valueText(value), 60),
    placeOf(layer, name),
  ])
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}\n`).join('')
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
  if (!at) return layer.origin
  const place = `${at.file}:${at.line}`
  return layer.origin === at.file ? place : `${place}  (${layer.origin})`
}
