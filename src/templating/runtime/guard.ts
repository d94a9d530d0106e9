/** What the engine does around every filter and test. */

import { Secret, Tuple, Unknown, type Value } from '../../values.ts'
import type { Arguments, FilterFunction, Keywords, TestFunction } from '../plugin.ts'
import { UnknownSignal } from '../python/errors.ts'
import { charge, checkLength } from '../python/limits.ts'
import { Markup } from '../python/markup.ts'
import { PythonObject } from '../python/object.ts'
import { reveal } from '../python/secret.ts'

const TAKES_UNKNOWN: ReadonlySet<string> = new Set(['default', 'd', 'type_debug', 'defined', 'undefined', 'mandatory'])

/** Answers Unknown for Unknown, opens secrets, makes a list of a generator, and counts the work. */
export const guardFilter = (run: FilterFunction, name: string): FilterFunction => {
  const takesUnknown = TAKES_UNKNOWN.has(name)
  const markupAware = TAKES_MARKUP.has(name)
  const open = TAKES_SECRET.has(name) ? (value: Value): Value => value : opened
  return (context, value, args, kwargs) => {
    if (!takesUnknown) {
      const unknown = findUnknown(value, args, kwargs)
      if (unknown !== undefined) return unknown
    }
    if (value instanceof Markup && !markupAware) return ofMarkup(run(context, value.text, openAll(args), kwargs), name)
    countWork(value)
    const result = knowing(value, args, () => run(context, open(value), openAll(args), kwargs))
    if (typeof result === 'string') return checkLength(result)
    if (result instanceof Unknown) return result
    countWork(result)
    return result instanceof PythonObject ? (result.unroll() ?? result) : result
  }
}

/** Most filters go through a list once. */
const countWork = (value: Value): void => {
  if (Array.isArray(value)) charge(value.length)
}

/** What a filter can't make of a value with something unknown in it is unknown as well. */
const knowing = (value: Value, args: Arguments, run: () => Value): Value => {
  try {
    return run()
  } catch (error) {
    const unknown = within(value) ?? within(args)
    if (unknown === undefined) throw error
    return unknown
  }
}

/** Something unknown at any depth. */
const within = (value: Value | Arguments): Unknown | undefined => {
  if (value instanceof Unknown) return value
  charge(32)
  const parts = Array.isArray(value) ? value : value instanceof Map ? value.values() : []
  for (const part of parts) {
    const unknown = within(part)
    if (unknown !== undefined) return unknown
  }
  return undefined
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
  'format',
  'list',
  'pprint',
  'truncate',
  'quote',
  'regex_escape',
  'replace',
  'urlize',
  'striptags',
  'to_nice_yaml',
  'to_yaml',
  'tojson',
  'type_debug',
])
const KEEPS_MARKUP: ReadonlySet<string> = new Set([
  'basename',
  'combine',
  'dirname',
  'expanduser',
  'expandvars',
  'path_join',
  'random',
  'splitext',
  'urldecode',
  'urlsplit',
  'win_basename',
  'win_dirname',
  'win_splitdrive',
  'upper',
  'lower',
  'capitalize',
  'trim',
  'center',
  'indent',
  'reverse',
  'last',
])

const ofMarkup = (result: Value, name: string): Value => (KEEPS_MARKUP.has(name) ? marked(result) : result)

const marked = (value: Value): Value => {
  if (typeof value === 'string') return new Markup(value)
  if (value instanceof Tuple) return Tuple.from_(value.map(marked))
  // Parts of an address that are not there are no parts of the markup.
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, item === '' ? item : marked(item)]))
  return value
}

/** Filters and tests for which a secret stays closed: they ask whether it is one, or open it themselves. */
const TAKES_SECRET: ReadonlySet<string> = new Set(['vault_encrypted', 'type_debug', 'unvault'])

/** As {@link guardFilter}, for tests; an Unknown ends the evaluation. */
export const guardTest = (run: TestFunction, name: string): TestFunction => {
  if (TAKES_UNKNOWN.has(name)) return run
  const open = TAKES_SECRET.has(name) ? (value: Value): Value => value : opened
  return (context, value, args, kwargs) => {
    const unknown = findUnknown(value, args, kwargs)
    if (unknown !== undefined) throw new UnknownSignal(unknown)
    countWork(value)
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
