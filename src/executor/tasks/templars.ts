/** What tasks need of templates besides what a Templar does by itself. */
import type { Position } from '../../errors.ts'
import { UserError } from '../../errors.ts'
import { UnknownSignal } from '../../templating/python/errors.ts'
import type { Scope } from '../../templating/scope.ts'
import type { Templar } from '../../templating/templar.ts'
import { located } from '../../templating/template-error.ts'
import { type Dict, isDict, Tuple, Undefined, Unknown, type Value } from '../../values.ts'

/** The same templates with further variables, stronger than all others. */
export const withVariables = (templar: Templar, variables: Dict): Templar =>
  templar.withScope(over(variables, templar.scope))

/**
 * The items of `with_NAME: terms`: the results of the lookup of that name.
 *
 * @param subfolder where `first_found` looks first, below each folder it looks in
 */
export const withLoop = (
  templar: Templar,
  loop: { readonly lookup: string; readonly terms: Value; readonly position: Position | undefined },
  subfolder = 'files',
): readonly Value[] | Unknown => {
  const terms = loop.lookup === 'first_found' ? leniently(templar, loop.terms) : templar.evaluate(loop.terms)
  if (terms instanceof Unknown) return terms
  if (terms instanceof Undefined) throw new UserError({ message: terms.message, position: loop.position })
  if (isDict(terms) && needsList.has(loop.lookup))
    throw new UserError({ message: `with_${loop.lookup} expects a list`, position: loop.position })
  try {
    return templar.lookup(loop.lookup, termsOf(loop.lookup, terms), optionsOf(loop.lookup, subfolder)).map(withLists)
  } catch (error) {
    if (error instanceof UnknownSignal) return error.unknown
    throw atLoop(error, templar, loop.position)
  }
}

const optionsOf = (lookup: string, subfolder: string): Map<string, Value> =>
  lookup === 'first_found' ? new Map([['_subdir', subfolder]]) : new Map()

/** Loops that don't go over the keys of a dict. */
const needsList: ReadonlySet<string> = new Set(['list', 'indexed_items'])

/** A dict stands for its keys, as where Python goes over one; only `with_dict` takes it whole. */
const termsOf = (lookup: string, terms: Value): Value[] =>
  Array.isArray(terms) ? terms : isDict(terms) && lookup !== 'dict' ? [...terms.keys()] : [terms]

/** What a lookup gives as tuples is lists in variables. */
const withLists = (value: Value): Value => (value instanceof Tuple ? Array.from(value, withLists) : value)

/** A lookup that fails is a mistake in the loop's terms. */
const atLoop = (error: unknown, templar: Templar, position: Position | undefined): unknown => {
  const fault = located(error, { at: undefined, names: () => templar.scope.names() })
  return fault instanceof UserError && fault.diagnostic.position === undefined
    ? new UserError({ ...fault.diagnostic, position })
    : fault
}

/** `first_found` passes over names that can't be made, in a list of files or paths too. */
const leniently = (templar: Templar, terms: Value): Value => {
  if (isDict(terms)) return new Map([...terms].map(([key, value]) => [key, leniently(templar, value)]))
  if (!Array.isArray(terms)) return templar.evaluate(terms)
  return terms.flatMap((term) => {
    try {
      return [leniently(templar, term)]
    } catch (error) {
      if (error instanceof UserError) return []
      throw error
    }
  })
}

const over = (variables: Dict, scope: Scope): Scope => ({
  get: (name) => (variables.has(name) ? variables.get(name) : scope.get(name)),
  has: (name) => variables.has(name) || scope.has(name),
  names: () => new Set([...([...variables.keys()] as string[]), ...scope.names()]),
  origin: (name) => (variables.has(name) ? 'run' : (scope.origin?.(name) ?? 'file')),
})
