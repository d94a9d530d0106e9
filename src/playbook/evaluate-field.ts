import { UserError } from '../errors.ts'
import type { Value } from '../values.ts'
import type { Node } from './inheritance.ts'
import type { Play } from './types.ts'

/** A keyword of a play, evaluated; the error for a variable that isn't there names the keyword. */
export const evaluateField = (
  evaluate: (value: Value, node: Node) => Value,
  play: Play,
  field: 'name' | 'hosts' | 'serial' | 'order' | 'strategy' | 'max_fail_percentage' | 'force_handlers',
): Value | undefined => {
  const value = play[field]
  if (value === undefined || value === null) return undefined
  try {
    return evaluate(value, play)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const { message, ...place } = error.diagnostic
    throw new UserError({
      ...place,
      message: `The field '${field}' has an invalid value, which includes an undefined variable. The error was: ${message}`,
      position: place.position ?? play.keywords.get(field) ?? play.position,
    })
  }
}
