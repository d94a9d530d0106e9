import { parseAddress } from './address.ts'

/**
 * The single patterns of a host pattern: it is split at commas or, where there are none and it isn't one address, at
 * colons.
 */
export const splitPatterns = (pattern: string | readonly string[]): string[] => {
  if (typeof pattern !== 'string') return pattern.flatMap(splitPatterns)
  const parts = pattern.includes(',') ? pattern.split(',') : parseAddress(pattern) ? [pattern] : atColons(pattern)
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

/** Colons inside brackets don't count: `web[0:2]:!db`. */
const atColons = (pattern: string): string[] => pattern.match(/(?:[^\s:[\]]|\[[^\]]*\])+/g) ?? []
