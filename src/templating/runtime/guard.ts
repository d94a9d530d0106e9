/** What the engine does around every filter and test. */

import { Secret, Unknown, type Value } from '../../values.ts'
import type { Arguments, FilterFunction, Keywords, TestFunction } from '../plugin.ts'
import { UnknownSignal } from '../python/errors.ts'
import { Markup } from '../python/markup.ts'
import { PythonObject } from '../python/object.ts'
import { reveal } from '../python/secret.ts'

const TAKES_UNKNOWN: ReadonlySet<string> = new Set(['default', 'd', 'type_debug', 'defined', 'undefined', 'mandatory'])

/** Answers Unknown for Unknown, opens secrets, and makes a list of a generator. */
export const guardFilter = (run: FilterFunction, name: string): FilterFunction => {
  const takesUnknown = TAKES_UNKNOWN.has(name)
  const markupAware = TAKES_MARKUP.has(name)
  return (context, value, args, kwargs) => {
    if (!takesUnknown) {
      const unknown = findUnknown(value, args, kwargs)
      if (unknown !== undefined) return unknown
    }
    if (value instanceof Markup && !markupAware) return ofMarkup(run(context, value.text, openAll(args), kwargs), name)
    const result = run(context, opened(value), openAll(args), kwargs)
    return result instanceof PythonObject ? (result.unroll() ?? result) : result
  }
}

/** Filters that know markup; for others it is text, and what those of {@link KEEPS_MARKUP} make of it is markup again. */
const TAKES_MARKUP: ReadonlySet<string> = new Set([
  'default',
  'd',
  'mandatory',
  'e',
  'escape',
  'forceescape',
  'safe',
  'list',
  'striptags',
  'tojson',
  'type_debug',
])
const KEEPS_MARKUP: ReadonlySet<string> = new Set([
  'string',
  'upper',
  'lower',
  'capitalize',
  'trim',
  'center',
  'indent',
  'truncate',
  'reverse',
  'first',
  'last',
])

const ofMarkup = (result: Value, name: string): Value =>
  typeof result === 'string' && KEEPS_MARKUP.has(name) ? new Markup(result) : result

/** Tests that ask whether a value is a secret: it stays closed for them. */
const TAKES_SECRET: ReadonlySet<string> = new Set(['vault_encrypted'])

/** As {@link guardFilter}, for tests; an Unknown ends the evaluation. */
export const guardTest = (run: TestFunction, name: string): TestFunction => {
  if (TAKES_UNKNOWN.has(name)) return run
  const open = TAKES_SECRET.has(name) ? (value: Value): Value => value : opened
  return (context, value, args, kwargs) => {
    const unknown = findUnknown(value, args, kwargs)
    if (unknown !== undefined) throw new UnknownSignal(unknown)
    return run(context, open(value), openAll(args), kwargs)
  }
}

const findUnknown = (value: Value, args: Arguments, kwargs: Keywords): Unknown | undefined => {
  if (value instanceof Unknown) return value
  for (const arg of args) if (arg instanceof Unknown) return arg
  if (kwargs.size > 0) for (const arg of kwargs.values()) if (arg instanceof Unknown) return arg
  return undefined
}

const opened = (value: Value): Value => (value instanceof Secret ? reveal(value) : value)

const openAll = (args: Arguments): Arguments => (args.some((arg) => arg instanceof Secret) ? args.map(opened) : args)
