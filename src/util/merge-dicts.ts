import { type Dict, isDict } from '../values.ts'

/** Both dicts in one, recursively; the second wins. */
export const mergeDicts = (low: Dict, high: Dict): Dict => {
  const merged = new Map(low)
  for (const [key, value] of high) {
    const below = merged.get(key)
    merged.set(key, isDict(below) && isDict(value) ? mergeDicts(below, value) : value)
  }
  return merged
}
