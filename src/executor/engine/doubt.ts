/**
 * Failures that a dry run can't be sure of: something is missing that a planned package, or a command that would run, may
 * bring. Where nothing of the kind is planned, a failure is one.
 */

import { ModuleFailure } from '../../modules/kit/change.ts'
import type { Effect } from '../../remote/effect.ts'
import { BecomeFailure } from '../../remote/failure.ts'
import { type Answers, lacks, type Queries } from '../../remote/query.ts'
import { type Dict, dict } from '../../values.ts'

/** What was asked, with its answers. */
export interface Asked {
  readonly queries: Queries
  readonly answers: Answers<Queries>
}

/**
 * The result of a task that may well succeed, whatever it failed of now: a change, with that failure. `undefined` for a
 * sure failure.
 */
export const doubtOf = (error: unknown, asked: readonly Asked[], effects: readonly Effect[]): Dict | undefined => {
  const become = [error, (error as Error).cause].find((one) => one instanceof BecomeFailure)
  if (become) return unsureOfUser(become.message, effects)
  return error instanceof ModuleFailure && !error.elsewhere ? doubted(error.message, asked, effects) : undefined
}

/** The same for a failure that is known by its message. */
export const doubted = (message: string, asked: readonly Asked[], effects: readonly Effect[]): Dict | undefined =>
  asked.some(isLacking) ? unsure(message, effects) : undefined

/** The same for what is known to be missing. */
export const unsure = (message: string, effects: readonly Effect[]): Dict | undefined => {
  const pending = pendingText(effects)
  return pending === undefined ? undefined : told(message, pending)
}

/** The same for a user who can't be become: one who is planned can be, too. */
const unsureOfUser = (message: string, effects: readonly Effect[]): Dict | undefined => {
  const planned = effects.find(
    (effect) => effect.kind === 'user' && effect.entry !== null && message.includes(effect.name),
  )
  return planned?.kind === 'user' ? told(message, `the user ${planned.name} is made`) : unsure(message, effects)
}

const told = (message: string, pending: string): Dict => {
  const note = `known after apply: ${message.trimEnd()}, before ${pending}`
  return dict({ changed: true, msg: note, warnings: [note] })
}

const isLacking = ({ queries, answers }: Asked): boolean =>
  Object.entries(queries).some(([name, query]) => lacks(query, answers[name]))

const most = 3

/** What is planned that may bring anything. */
const pendingText = (effects: readonly Effect[]): string | undefined => {
  const packages = effects.flatMap((effect) =>
    effect.kind === 'package' && effect.version !== null ? [effect.name] : [],
  )
  const commands = effects.flatMap((effect) => (effect.kind === 'anything' ? [effect.cause] : []))
  const texts = [
    ...(packages.length > 0 ? [`${listed(packages)} ${packages.length > 1 ? 'are' : 'is'} installed`] : []),
    ...(commands.length > 0 ? [`${listed(commands)} ${commands.length > 1 ? 'have' : 'has'} run`] : []),
  ]
  return texts.length > 0 ? texts.join(' and ') : undefined
}

const listed = (names: readonly string[]): string =>
  names.slice(0, most).join(', ') + (names.length > most ? ', …' : '')
