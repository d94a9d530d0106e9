/** Finds handlers by name and by topic. */

import { UserError } from '../../errors.ts'
import { roleOf } from '../../playbook/inheritance.ts'
import { listensTo, roleName } from '../../playbook/names.ts'
import type { AnyTask } from '../../playbook/types.ts'
import type { PlainTask } from '../../playbook/walk.ts'
import type { Templar } from '../../templating/templar.ts'
import { Template, type Value } from '../../values.ts'
import type { PlayRun } from '../play-run.ts'

/** The handlers that a notification wakes: the one of that name, and all that listen to it. */
export const handlersNamed = (playRun: PlayRun, name: string, templar: Templar): readonly PlainTask[] => {
  const named = playRun.handlers
    .toReversed()
    .map((list) => list.find((handler) => namesOf(playRun, handler, templar).includes(name)))
    .find((handler) => handler !== undefined)
  const listening = lastOfName(playRun.handlers.flat().filter((handler) => listensTo(handler, topicsOf(handler), name)))
  return named ? [named, ...listening.filter((handler) => handler !== named)] : listening
}

/** Of handlers with one name, as where a role is used twice, the one that was read last. */
const lastOfName = (handlers: readonly PlainTask[]): readonly PlainTask[] =>
  handlers.filter((handler, at) => {
    const name = writtenName(handler)
    return name === '' || !handlers.slice(at + 1).some((other) => writtenName(other) === name)
  })

const writtenName = ({ name }: AnyTask): string => (name instanceof Template ? name.source : String(name ?? ''))

/** A handler is known by its name, and by that with its role's in front. */
const namesOf = (playRun: PlayRun, handler: AnyTask, templar: Templar): readonly string[] => {
  const name = evaluatedText(handler.name ?? '', templar)
  if (name === undefined) warnUnusable(playRun, handler)
  if (name === undefined || name === '') return []
  const role = roleOf(handler)
  return role ? [name, `${role.name} : ${name}`, `${roleName(role)} : ${name}`] : [name]
}

/** Said once for each handler. */
const warnUnusable = ({ run, unusable }: PlayRun, handler: AnyTask): void => {
  if (handler.listen.length > 0 || unusable.has(handler)) return
  unusable.add(handler)
  const name = handler.name instanceof Template ? handler.name.source : handler.name
  const message = `Handler '${name}' is unusable because it has no listen topics and its name could not be evaluated`
  const position = handler.keywords.get('name') ?? handler.position
  run.emit({ type: 'notice', level: 'warning', message, position })
}

/** Topics are what is written: a template in one is not evaluated. */
const topicsOf = (handler: AnyTask): readonly string[] =>
  handler.listen.flatMap((topic) => (topic instanceof Template ? [] : [String(topic)]))

/** The text; `undefined` when a name depends on something that is not there: such a handler can't be notified by it. */
const evaluatedText = (value: Value, templar: Templar): string | undefined => {
  try {
    return String(templar.evaluate(value))
  } catch (error) {
    if (error instanceof UserError) return undefined
    throw error
  }
}
