import { isDict, type Value } from '../values.ts'

/** True for what Python counts as false, as in "this file holds nothing". */
export const isEmpty = (data: Value): boolean =>
  !data || (isDict(data) && data.size === 0) || (Array.isArray(data) && data.length === 0)
