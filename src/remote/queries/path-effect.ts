/** What planned changes mean for a path. */
import { posix } from 'node:path'
import type { Effect, PathEffect } from '../effect.ts'

/**
 * What effects, taken in order, will have made of a path: `undefined` when they leave it as it is. A directory that goes
 * takes what is below it along; a path that will be there has directories above it.
 */
export const pathEffect = (path: string, effects: readonly Effect[]): PathEffect | undefined => {
  const wanted = normal(path)
  let found: PathEffect | undefined
  for (const effect of effects) {
    if (effect.kind !== 'path') continue
    const place = normal(effect.path)
    if (place === wanted) found = merge(found, effect)
    else if (effect.stat === null && isBelow(wanted, place)) found = effect
    else if (effect.stat !== null && isBelow(place, wanted)) found = merge(found, parentOf(path))
  }
  return found
}

const merge = (before: PathEffect | undefined, after: PathEffect): PathEffect => {
  if (!before?.stat || !after.stat) return after
  return { ...after, stat: { ...before.stat, ...after.stat }, content: after.content ?? before.content }
}

const parentOf = (path: string): PathEffect => ({ kind: 'path', path, stat: { kind: 'directory' } })

/** Without doubled, trailing and dot parts. */
const normal = (path: string): string => posix.resolve('/', path)

const isBelow = (path: string, directory: string): boolean => path.startsWith(directory === '/' ? '/' : `${directory}/`)
