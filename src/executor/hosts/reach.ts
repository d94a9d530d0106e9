/** The variables that say how a host is reached. */
import type { AnyTask } from '../../playbook/types.ts'
import type { Templar } from '../../templating/templar.ts'
import { Secret, type Value } from '../../values.ts'
import type { RunSettings } from '../run.ts'
import { toInteger } from '../tasks/keywords.ts'

/** Who asks: the task, with the variables of the host that is to be reached. */
export interface Reach {
  readonly task: AnyTask
  /** The host's name in the inventory. */
  readonly host: string
  readonly templar: Templar
  readonly settings: RunSettings
}

/** A variable of the host as text; `undefined` where there is none. */
export const variable = (reach: Reach, ...names: readonly string[]): string | undefined => {
  for (const name of names) {
    const value = variableValue(reach, name)
    if (value !== undefined && value !== null) return value instanceof Secret ? value.reveal() : String(value)
  }
  return undefined
}

/** A variable of the host as a whole number. */
export const numberVariable = (reach: Reach, ...names: readonly string[]): number | undefined =>
  toInteger(variable(reach, ...names))

/** A variable of the host, evaluated. */
export const variableValue = ({ templar }: Reach, name: string): Value | undefined => {
  const raw = templar.scope.get(name)
  return raw === undefined ? undefined : templar.evaluate(raw)
}
