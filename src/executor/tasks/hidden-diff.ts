/** What is kept of differences under `no_log`: that there are some. */
import { type Dict, isDict, type Value } from '../../values.ts'

const HIDDEN = " [[ Diff output has been hidden because 'no_log: true' was specified for this result ]]\n"

/** The result with the texts of its `diff` hidden, as a later task may show what was registered. */
export const withHiddenDiff = (result: Dict): Dict => {
  const diff = result.get('diff')
  if (diff === undefined) return result
  return new Map([...result, ['diff', Array.isArray(diff) ? diff.map(hidden) : hidden(diff)]])
}

const hidden = (diff: Value): Value => {
  if (!isDict(diff) || ![...diff].some(([key, value]) => isTextOf(key, value))) return diff
  return new Map([...diff].map(([key, value]) => [key, isTextOf(key, value) ? shownFor(key) : value]))
}

const isTextOf = (key: Value, value: Value): boolean =>
  (key === 'before' || key === 'after' || key === 'prepared') && typeof value === 'string'

const shownFor = (key: Value): string => (key === 'before' ? '' : HIDDEN)
