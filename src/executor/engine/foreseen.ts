/**
 * What a dry run foresees is not what the host is now. An assertion that was written for either must not fail for the
 * other: so results that rest on what is planned are marked, and an assertion about one that does not hold is in doubt.
 */
import { isDeepStrictEqual } from 'node:util'
import type { Effect } from '../../remote/effect.ts'
import type { Answers, Queries } from '../../remote/query.ts'
import type { Templar } from '../../templating/templar.ts'
import { type Dict, isDict, Unknown, type Value } from '../../values.ts'

const mark = '_ansible_foreseen'

/** True where an effect that is planned made an answer another. */
export const isForeseen = <Q extends Queries>(answers: Answers<Q>, asTheyAre: Answers<Q>): boolean =>
  answers !== asTheyAre && !isDeepStrictEqual(answers, asTheyAre)

/** Marks a result that rests on what is planned. */
export const markForeseen = (result: Dict): Dict => result.set(mark, true)

/** Whether a result, or that of an item of its loop, rests on what is planned. */
export const restsOnPlans = (result: Dict): boolean => {
  const items = result.get('results')
  return result.has(mark) || (Array.isArray(items) && items.some((item) => isDict(item) && item.has(mark)))
}

/** Takes plans back that a task, which is run in spite of the dry run, has overtaken. */
export const overtake = (planned: Effect[], done: readonly Effect[]): void => {
  const things = new Set(done.map(thingOf))
  planned.splice(0, planned.length, ...planned.filter((effect) => !things.has(thingOf(effect))))
}

const thingOf = (effect: Effect): string => {
  switch (effect.kind) {
    case 'path':
      return `path ${effect.path}`
    case 'named':
      return `${effect.type} ${effect.name}`
    case 'anything':
      return `command ${effect.cause}`
    default:
      return `${effect.kind} ${effect.name}`
  }
}

/** Judges an assertion. Where it does not hold for something foreseen, only the real run can tell. */
export const judgeForeseen = (
  { templar, foreseen }: { readonly templar: Templar; readonly foreseen: ReadonlySet<string> },
  judge: (templar: Templar) => boolean | Unknown,
): boolean | Unknown => {
  if (foreseen.size === 0) return judge(templar)
  const used = new Set<string>()
  const holds = judge(watched(templar, used))
  const name = [...used].find((one) => foreseen.has(one))
  if (holds !== false || name === undefined) return holds
  return new Unknown(`it does not hold for what is planned, which ${name} tells of`)
}

/** The same templates, noting the variables that they use. */
const watched = (templar: Templar, used: Set<string>): Templar => {
  const { scope } = templar
  const get = (name: string): Value | undefined => {
    used.add(name)
    return scope.get(name)
  }
  return templar.withScope({
    get,
    has: (name) => scope.has(name),
    names: () => scope.names(),
    origin: (name) => scope.origin?.(name) ?? 'run',
  })
}
