/** Strings as Python counts them: by code point, where JavaScript counts UTF-16 units. */

const SURROGATE = /[\ud800-\udfff]/

/** True when some character takes two UTF-16 units, so that indexes differ. */
export const isWide = (text: string): boolean => SURROGATE.test(text)

/** The characters of a text. */
export const characters = (text: string): string[] => (isWide(text) ? Array.from(text) : text.split(''))

/** Python's `len(text)`. */
export const textLength = (text: string): number => (isWide(text) ? Array.from(text).length : text.length)

/** Order by code point, as Python compares strings. */
export const compareText = (a: string, b: string): number => {
  if (a === b) return 0
  if (!isWide(a) && !isWide(b)) return a < b ? -1 : 1
  return compareCodePoints(Array.from(a), Array.from(b))
}

const compareCodePoints = (a: readonly string[], b: readonly string[]): number => {
  const shared = Math.min(a.length, b.length)
  for (let i = 0; i < shared; i++) {
    const difference = a[i]!.codePointAt(0)! - b[i]!.codePointAt(0)!
    if (difference !== 0) return difference
  }
  return a.length - b.length
}
