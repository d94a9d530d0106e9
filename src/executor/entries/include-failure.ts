/** What an include that can't be read means for the hosts that wanted it. */
import type { Diagnostic } from '../../errors.ts'
import type { EventSink } from '../../events.ts'
import { type Dict, dict } from '../../values.ts'
import { placeOfValue, placeText } from '../tasks/place-text.ts'
import { errorResult } from '../tasks/results.ts'

/** The result of an include that failed, which tells its cause as `reason`. */
export const includeFailure = (error: unknown): { readonly result: Dict; readonly diagnostic?: Diagnostic } => {
  const { result, ...rest } = errorResult(error)
  return { result: withReason(result, String(result.get('msg'))), ...rest }
}

/** The same for a role: the cause tells the place as well, in the reference's words, and is told as an error by itself. */
export const roleFailure = (error: unknown, emit: EventSink): { readonly result: Dict } => {
  const { result, diagnostic } = errorResult(error)
  const reason = `${String(result.get('msg'))}${diagnostic?.position ? placeText(placeOfValue(diagnostic.position)) : ''}`
  emit({ type: 'notice', level: 'error', message: reason, asWritten: true })
  return { result: dict({ failed: true, changed: false, reason }) }
}

const withReason = (result: Dict, reason: string): Dict =>
  new Map([...[...result].filter(([key]) => key !== 'msg' && key !== 'changed'), ['reason', reason]])
