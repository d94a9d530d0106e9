/** Text repeated as Python does it, within bounds. */
import { charge, checkCharacters } from './limits.ts'

/** Python's `text * count`: nothing for a negative count, an error for what would fill the memory. */
export const repeatText = (text: string, count: number): string => {
  if (text === '' || count <= 0) return ''
  const length = text.length * count
  checkCharacters(length)
  charge(length >>> 3)
  return text.repeat(count)
}
