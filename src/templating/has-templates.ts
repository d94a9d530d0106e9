/** Whether a value holds templates. */
import { Template, type Value } from '../values.ts'
import { EvaluatedDict } from './evaluated-dict.ts'

const known = new WeakMap<object, boolean>()

/** True for a template and for a list or dict with one in it; found once per list or dict. */
export const hasTemplates = (value: Value): boolean => {
  if (typeof value !== 'object' || value === null) return false
  if (value instanceof Template) return true
  if (value instanceof EvaluatedDict || (!Array.isArray(value) && !(value instanceof Map))) return false
  let found = known.get(value)
  if (found === undefined) {
    found = Array.isArray(value) ? value.some(hasTemplates) : [...value.values()].some(hasTemplates)
    known.set(value, found)
  }
  return found
}
