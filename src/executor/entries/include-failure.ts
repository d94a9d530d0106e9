/** What an include that can't be read means for the hosts that wanted it. */
import { readFileSync } from 'node:fs'
import type { Diagnostic, Position } from '../../errors.ts'
import type { EventSink } from '../../events.ts'
import { type Dict, dict } from '../../values.ts'
import { errorResult } from '../tasks/results.ts'

/** The result of an include that failed, which tells its cause as `reason`. */
export const includeFailure = (error: unknown): { readonly result: Dict; readonly diagnostic?: Diagnostic } => {
  const { result, ...rest } = errorResult(error)
  return { result: withReason(result, String(result.get('msg'))), ...rest }
}

/** The same for a role: the cause tells the place as well, in the reference's words, and is told as an error by itself. */
export const roleFailure = (error: unknown, emit: EventSink): { readonly result: Dict } => {
  const { result, diagnostic } = errorResult(error)
  const reason = `${String(result.get('msg'))}${diagnostic?.position ? placeText(diagnostic.position) : ''}`
  emit({ type: 'notice', level: 'error', message: reason })
  return { result: dict({ failed: true, changed: false, reason }) }
}

const withReason = (result: Dict, reason: string): Dict =>
  new Map([...[...result].filter(([key]) => key !== 'msg' && key !== 'changed'), ['reason', reason]])

/** Where a mistake is, as ansible-core tells it: to the value where the place is that of an option. */
const placeText = ({ file, line, column: start }: Position): string => {
  const lines = linesOf(file)
  const text = lines?.[line - 1]
  const column = start + (/^\w+:\s+(?=\S)/.exec(text?.slice(start - 1) ?? '')?.[0].length ?? 0)
  const place = `\n\nThe error appears to be in '${file}': line ${line}, column ${column}, but may\nbe elsewhere in the file depending on the exact syntax problem.\n`
  if (lines === undefined || text === undefined) return place
  const shown = [lines[line - 2] ?? '', text, `${' '.repeat(column - 1)}^ here`]
  return `${place}\nThe offending line appears to be:\n\n${shown.map((one) => `${one.trimEnd()}\n`).join('')}`
}

const linesOf = (file: string): readonly string[] | undefined => {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    return undefined
  }
}
