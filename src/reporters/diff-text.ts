import { dumpJson } from '../util/python-json.ts'
import { unifiedDiff } from '../util/unified-diff.ts'
import { type Dict, isDict, type Value } from '../values.ts'
import type { ColorRole, Paint } from './colors.ts'
import type { ReporterOptions } from './options.ts'
import { yamlText } from './yaml-result.ts'

export interface DiffOptions {
  readonly paint: Paint
  readonly context: number
  /** Turns attributes into text; JSON unless told. */
  readonly dump?: ((attributes: Dict) => string) | undefined
}

/** The text of a result's `diff`: one difference or a list of them; empty where nothing differs. */
export const diffText = (diff: Value, options: DiffOptions): string => {
  const diffs = Array.isArray(diff) ? diff : [diff]
  return diffs
    .filter(isDict)
    .map((one) => skippedText(one) + contentText(one, options) + preparedText(one))
    .join('')
}

/** How attributes are written where results are YAML; JSON is the default. */
export const attributesDump = (
  options: Pick<ReporterOptions, 'resultFormat' | 'prettyResults'>,
): DiffOptions['dump'] =>
  options.resultFormat === 'yaml'
    ? (attributes) => `${yamlText(attributes, { indent: 4, lossy: options.prettyResults !== false })}\n`
    : undefined

const skippedText = (diff: Dict): string => {
  let text = ''
  if (diff.has('dst_binary')) text += 'diff skipped: destination file appears to be binary\n'
  if (diff.has('src_binary')) text += 'diff skipped: source file appears to be binary\n'
  if (diff.has('dst_larger'))
    text += `diff skipped: destination file size is greater than ${String(diff.get('dst_larger'))}\n`
  if (diff.has('src_larger'))
    text += `diff skipped: source file size is greater than ${String(diff.get('src_larger'))}\n`
  return text
}

const contentText = (diff: Dict, options: DiffOptions): string => {
  if (!diff.has('before') || !diff.has('after')) return ''
  const [before, after] = [sideText(diff.get('before')!, options), sideText(diff.get('after')!, options)]
  const names = { before: heading(diff, 'before'), after: heading(diff, 'after'), context: options.context }
  const lines = unifiedDiff(splitLines(before), splitLines(after), names)
  if (lines.length === 0) return ''
  return `${lines.map((line) => options.paint(line, roleOf(line))).join('')}\n`
}

const preparedText = (diff: Dict): string => (diff.has('prepared') ? String(diff.get('prepared')) : '')

const sideText = (side: Value, options: DiffOptions): string => {
  if (side === null) return ''
  if (isDict(side)) return (options.dump ?? attributesText)(side)
  return String(side)
}

const attributesText = (attributes: Dict): string =>
  `${dumpJson(attributes, { indent: 4, sortKeys: true, separators: [',', ': '] })}\n`

const heading = (diff: Dict, side: 'before' | 'after'): string =>
  diff.has(`${side}_header`) ? `${side}: ${String(diff.get(`${side}_header`))}` : side

// Python's `splitlines`: all that Unicode takes for a line end, which stays with its line.
const LINE = /[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|$)/g

const splitLines = (text: string): string[] => {
  const lines = (text.match(LINE) ?? []).filter((line) => line !== '')
  const last = lines.at(-1)
  if (last !== undefined && !last.endsWith('\n')) lines[lines.length - 1] = `${last}\n\\ No newline at end of file\n`
  return lines
}

const roleOf = (line: string): ColorRole | undefined => {
  if (line.startsWith('+')) return 'diff_add'
  if (line.startsWith('-')) return 'diff_remove'
  return line.startsWith('@@') ? 'diff_lines' : undefined
}
