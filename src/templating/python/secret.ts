/** Secrets in templates: what uses one becomes one. */
import { Secret, type Value } from '../../values.ts'

let count = 0

/** How many secrets were used so far; when it grows during an evaluation, the resulting text is a secret too. */
export const revealedSecrets = (): number => count

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
