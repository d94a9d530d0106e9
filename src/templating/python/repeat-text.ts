/** Text repeated as Python does it, within bounds. */
import { FilterError } from './errors.ts'

/** The most characters or items that one operation may repeat; enough for any playbook, too little to exhaust memory. */
export const LARGEST_RESULT = 1 << 26

/** Python's `text * count`: nothing for a negative count, an error for what would fill the memory. */
export const repeatText = (text: string, count: number): string => {
  const times = Math.max(0, count)
  if (text.length * times > LARGEST_RESULT) throw new FilterError('the repeated value would be too large')
  return text.repeat(times)
}
