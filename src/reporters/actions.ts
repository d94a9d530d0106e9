/** What reporters must know of some actions. */
import { withoutBuiltin } from '../util/without-builtin.ts'
import type { Dict, Value } from '../values.ts'

/** Actions that bring in tasks: their own result shows no line. */
export const isInclude = (action: string): boolean =>
  ['include', 'include_tasks', 'import_tasks', 'include_role', 'import_role'].includes(withoutBuiltin(action))

/** Actions that gather facts, which are too many to show. */
export const isFacts = (action: string): boolean => ['setup', 'gather_facts'].includes(withoutBuiltin(action))

/** Actions whose output is text rather than fields. */
export const isCommand = (action: string): boolean => ['command', 'shell', 'raw'].includes(withoutBuiltin(action))

const SHOWN_WITH_MSG: readonly Value[] = ['msg', 'exception', 'warnings', 'deprecations']
const HIDDEN_IN_DEBUG: readonly Value[] = ['changed', 'failed', 'skipped', 'invocation', 'skip_reason']

/** For `debug`, only what it was asked to show. */
export const cleanDebug = (result: Dict, action: string): Dict => {
  if (withoutBuiltin(action) !== 'debug') return result
  const hasMessage = result.has('msg')
  const isShown = (key: Value): boolean =>
    hasMessage ? SHOWN_WITH_MSG.includes(key) || String(key).startsWith('_') : !HIDDEN_IN_DEBUG.includes(key)
  return new Map([...result].filter(([key]) => isShown(key)))
}
