/** Results of tasks, in the names and shapes that `register` and the output show. */

import { Unreachable } from '../../connection/connection.ts'
import type { Diagnostic } from '../../errors.ts'
import { UserError } from '../../errors.ts'
import type { Status } from '../../events.ts'
import { LocatedFailure, ModuleFailure } from '../../modules/kit/change.ts'
import { withLines } from '../../modules/shared/with-lines.ts'
import { BecomeFailure, RemoteFailure } from '../../remote/failure.ts'
import { type Dict, dict, isDict, Unknown, type Value } from '../../values.ts'
import { PlacedError } from './place-text.ts'

/** A result that did not come from a module: a failure. */
export const failedResult = (message: string, details: Dict = new Map()): Dict =>
  new Map<Value, Value>([['failed', true], ['msg', message], ['changed', false], ...details])

/** The result of a task or item that a condition excludes. */
export const skippedResult = (reason: string, condition?: Value): Dict =>
  dict({
    changed: false,
    skipped: true,
    skip_reason: reason,
    ...(condition === undefined ? {} : { false_condition: condition }),
  })

/** What an error means for a host: its result, and the place of a mistake in what was written. */
export const errorResult = (error: unknown): { result: Dict; diagnostic?: Diagnostic } => {
  if (error instanceof ModuleFailure) return { result: failureOfModule(error) }
  if (error instanceof RemoteFailure) return { result: failedResult(error.message, words(error)) }
  if (error instanceof Unreachable) return { result: dict({ unreachable: true, msg: error.message, changed: false }) }
  if (isAborted(error)) return { result: failedResult('the run was interrupted') }
  if (error instanceof LocatedFailure) return { result: error.result, diagnostic: error.diagnostic }
  if (error instanceof PlacedError)
    return { result: failedResult(error.message, dict({ [place]: error.place })), diagnostic: error.diagnostic }
  if (error instanceof UserError) return { result: failedResult(error.message), diagnostic: error.diagnostic }
  throw error
}

/**
 * The same for a mistake in the task itself, which ends it before or beside its module. Until ansible-core 2.18 such a
 * result told nothing of changes.
 */
export const mistakeResult = (
  error: unknown,
  { compat }: { readonly compat: string },
): ReturnType<typeof errorResult> => {
  const told = errorResult(error)
  if (error instanceof UserError && compat !== '2.19') told.result.delete('changed')
  return told
}

const failureOfModule = ({ message, details }: ModuleFailure): Dict => {
  const result = withLines(new Map<Value, Value>([...details, ['failed', true], ['msg', message]]))
  return result.has('changed') ? result : result.set('changed', false)
}

/** Where a shell of another user did not start, what was printed stands where the reference has it. */
const words = (error: RemoteFailure): Dict | undefined =>
  error instanceof BecomeFailure && error.words !== undefined
    ? dict({ module_stdout: '', module_stderr: error.words })
    : undefined

const isAborted = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError'

/** How a result counts. */
export const statusOf = (result: Dict): Status => {
  if (result.get('unreachable') === true) return 'unreachable'
  if (hasFailed(result)) return 'failed'
  if (isTrue(result.get('skipped'))) return 'skipped'
  return isTrue(result.get('changed')) ? 'changed' : 'ok'
}

/** Where `failed_when` decided, its word counts, even for a result that is `failed` as its `until` never held. */
const hasFailed = (result: Dict): boolean => {
  const items = result.get('results')
  if (Array.isArray(items) && items.some(isDecidedItem)) return items.some((item) => isDict(item) && hasFailed(item))
  const decided = result.get('failed_when_result')
  // A text is what was wrong with the condition.
  return typeof decided === 'string' || isTrue(decided ?? result.get('failed'))
}

const isDecidedItem = (item: Value): boolean =>
  isDict(item) && item.has('ansible_loop_var') && item.has('failed_when_result')

/** True, or known only after apply: a dry run counts that as a change. */
const isTrue = (value: Value | undefined): boolean => value === true || value instanceof Unknown

/** What is shown and stored in the place of a result under `no_log`. */
export const censored = (result: Dict): Dict =>
  dict({
    censored: "the output has been hidden due to the fact that 'no_log: true' was specified for this result",
    ...Object.fromEntries(
      ['changed', 'failed', 'skipped', 'unreachable', 'attempts', 'retries'].flatMap((key) => {
        const value = result.get(key)
        return value === undefined ? [] : [[key, value]]
      }),
    ),
  })

/** The result without what only the output needs, as `register` stores it; the same for the results of a loop's items. */
export const registered = (result: Dict): Dict => {
  const stored = stripped(result)
  stored.delete('invocation')
  return stored
}

/** What the message is about: the output shows that below it, what variables hold has it as part of the message. */
const place = '_ansible_place'

/** The result with the place of its failure in its message. */
export const withPlace = (result: Dict): Dict => {
  if (!result.has(place)) return result
  const placed = new Map([...result, ['msg', `${String(result.get('msg'))}${String(result.get(place))}`]])
  placed.delete(place)
  return placed
}

const stripped = (result: Dict): Dict => {
  const stored = new Map([...withPlace(result)].filter(([key]) => !String(key).startsWith('_ansible_')))
  const items = stored.get('results')
  if (Array.isArray(items)) stored.set('results', items.map(registeredItem))
  // A loop, and what was skipped, have the key only where it is true.
  else if (!stored.has('failed') && !isTrue(stored.get('skipped')) && !isTrue(stored.get('unreachable')))
    stored.set('failed', false)
  if (!stored.has('changed') && stored.get('failed') !== true) stored.set('changed', false)
  return stored
}

const registeredItem = (item: Value): Value =>
  item instanceof Map && item.has('ansible_loop_var') ? stripped(item) : item

const hidden = 'VALUE_SPECIFIED_IN_NO_LOG_PARAMETER'

/** The value with every secret text in it hidden: whole strings and parts of strings. */
export const masked = (value: Value, secrets: readonly string[]): Value => {
  if (secrets.length === 0) return value
  if (typeof value === 'string') return maskedText(value, secrets)
  if (Array.isArray(value)) return value.map((item) => masked(item, secrets))
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, masked(item, secrets)]))
  return value
}

const maskedText = (text: string, secrets: readonly string[]): string => {
  if (secrets.includes(text)) return hidden
  return secrets.reduce((masking, secret) => masking.replaceAll(secret, '********'), text)
}
