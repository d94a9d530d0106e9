/** `hostvars` and `vars`: dicts of variables that are evaluated when they are asked for. */
import type { Scope } from '../templating/scope.ts'
import type { Templar } from '../templating/templar.ts'
import { Unresolved } from '../templating/unresolved.ts'
import { asWritten } from '../util/as-written.ts'
import { type Dict, Undefined } from '../values.ts'
import { LazyDict } from './lazy-dict.ts'
import type { InventoryVariables, Place } from './variables.ts'

/**
 * The variables of every host, evaluated with that host's own: those of a play, its roles and tasks are not among them.
 *
 * @param localhost it is listed even where it is no host of the inventory, as until ansible-core 2.18.
 */
export const hostvars = (
  inventory: InventoryVariables & { has(name: string): boolean },
  templar: (place: Place) => Templar,
  { localhost = false }: { readonly localhost?: boolean } = {},
): Dict => {
  const ofHost = (host: string): Templar => within(templar({ host }), 'hostvars', () => dict)
  const dict: LazyDict = new LazyDict(
    () => (localhost ? new Set([...inventory.hostNames(), 'localhost']) : inventory.hostNames()),
    (name) => (inventory.has(name) ? variablesOf(ofHost(name)) : undefined),
  )
  dict.label = 'hostvars'
  return dict
}

/** `vars`: all variables of a place. */
export const ownVariables = (templar: Templar): Dict => {
  const dict: Dict = variablesOf(within(templar, 'vars', () => dict))
  return dict
}

/**
 * A dict of variables, each evaluated when it is asked for. Where the whole dict is shown, a variable whose template
 * needs something undefined stands there as it was written.
 */
export const variablesOf = (templar: Templar): Dict =>
  new LazyDict(
    () => [...templar.scope.names()].filter((name) => name !== 'hostvars' && name !== 'vars'),
    (name) => (templar.scope.has(name) ? Unresolved.of(templar.variable(name), templar.scope.get(name)) : undefined),
    (name, value) => (value instanceof Undefined ? asWritten(templar.scope.get(name) ?? null) : value),
  )

/** The name stands for the same dict in the dict's own values: so a variable that needs itself is found out. */
const within = (templar: Templar, name: string, dict: () => Dict): Templar => {
  const { scope } = templar
  const own: Scope = {
    get: (asked) => (asked === name ? dict() : scope.get(asked)),
    has: (asked) => asked === name || scope.has(asked),
    names: () => scope.names(),
    origin: (asked) => scope.origin?.(asked) ?? 'run',
  }
  return templar.withScope(own)
}
