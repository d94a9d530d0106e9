/** Secrets in templates: what uses one becomes one. */
import { Secret, type Value } from '../../values.ts'

let count = 0

/** The text of a secret, for a computation inside a template. */
export const reveal = (secret: Secret): string => {
  count++
  return secret.reveal()
}

/** The value itself, or the text of a secret. */
export const open = (value: Value): Value => (value instanceof Secret ? reveal(value) : value)

/** The value with every text in it made a secret. */
export const conceal = (value: Value): Value => {
  if (typeof value === 'string') return new Secret(value)
  if (Array.isArray(value)) return value.map(conceal)
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, conceal(item)]))
  return value
}

/** What a computation gives, and whether it used a secret; a computation around it does not count that use. */
export const trackSecrets = <T>(compute: () => T): { value: T; revealed: boolean } => {
  const before = count
  try {
    const value = compute()
    return { value, revealed: count !== before }
  } finally {
    count = before
  }
}
