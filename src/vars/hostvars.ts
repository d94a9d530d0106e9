/** `hostvars`: the variables of every host, evaluated with that host's own. */
import type { Templar } from '../templating/templar.ts'
import { type Dict, Undefined, type Value } from '../values.ts'
import { LazyDict } from './lazy-dict.ts'
import type { InventoryVariables, Place } from './variables.ts'

/** A dict of hosts; each is a dict whose values are evaluated when they are asked for. */
export const hostvars = (
  inventory: InventoryVariables & { has(name: string): boolean },
  place: Place,
  templar: (place: Place) => Templar,
): Dict =>
  new LazyDict(
    () => inventory.hostNames(),
    (name) => (inventory.has(name) ? variablesOf(templar({ play: place.play, host: name })) : undefined),
  )

/** All variables of a scope, evaluated when they are asked for. */
export const variablesOf = (templar: Templar): Dict =>
  new LazyDict(
    () => [...templar.scope.names()].filter((name) => name !== 'hostvars'),
    (name) => valueIn(templar, name),
  )

const valueIn = (templar: Templar, name: string): Value | undefined => {
  if (!templar.scope.has(name)) return undefined
  const value = templar.variable(name)
  return value instanceof Undefined && !templar.scope.has(name) ? undefined : value
}
