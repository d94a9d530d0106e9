/** Order by code point, as Python compares strings. */
export const compareText = (a: string, b: string): number => {
  if (a === b) return 0
  if (!(surrogate.test(a) || surrogate.test(b))) return a < b ? -1 : 1
  let at = 0
  while (at < a.length && a.charCodeAt(at) === b.charCodeAt(at)) at++
  // Where they differ within a pair, the pairs are compared.
  const start = at > 0 && (a.codePointAt(at - 1)! > 0xffff || b.codePointAt(at - 1)! > 0xffff) ? at - 1 : at
  return (a.codePointAt(start) ?? -1) - (b.codePointAt(start) ?? -1)
}

const surrogate = /[\ud800-\udfff]/
