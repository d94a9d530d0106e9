/** `when`, `failed_when`, `changed_when`, `until` and `that`. */
import type { Position } from '../errors.ts'
import { Secret, Template, Unknown, type Value } from '../values.ts'
import { compiledCondition } from './compile-cache.ts'
import { UnknownSignal } from './python/errors.ts'
import { beginWork, endWork } from './python/limits.ts'
import { truth } from './python/truth.ts'
import { typeName } from './python/type-name.ts'
import { Frame } from './runtime/frame.ts'
import type { Templar } from './templar.ts'
import { located, TemplateError } from './template-error.ts'

/** Whether a condition holds; a list holds when all of it does, and does not hold as soon as one part is known not to. */
export const evaluateConditional = (
  templar: Templar,
  condition: Value,
  position: Position | undefined,
): boolean | Unknown => {
  if (!Array.isArray(condition)) return single(templar, condition, position)
  let unknown: Unknown | undefined
  for (const item of condition) {
    const result = single(templar, item, position)
    if (result instanceof Unknown) unknown ??= result
    else if (!result) return false
  }
  return unknown ?? true
}

/** Whether text that a template gave holds as a condition: it may come from a host, so it can compare, but run no lookup. */
export const evaluateComputed = (templar: Templar, condition: Value): boolean | Unknown =>
  typeof condition === 'string' && condition !== ''
    ? holds(templar, { text: condition, place: undefined, computed: true })
    : single(templar, condition, undefined)

const single = (templar: Templar, condition: Value, position: Position | undefined): boolean | Unknown => {
  if (condition === null || condition === '') return true
  if (typeof condition === 'boolean') return condition
  const place = condition instanceof Template ? (condition.position ?? position) : position
  const value = withoutTemplates(templar, condition, place)
  if (value instanceof Unknown) return value
  const text = value instanceof Secret ? value.reveal() : value
  if (typeof text !== 'string' || text === '') return truth(text)
  return holds(templar, { text, place, computed: condition instanceof Template })
}

/** What is left when the templates in a condition are evaluated; those are not needed, and warned of. */
const withoutTemplates = (templar: Templar, condition: Value, place: Position | undefined): Value => {
  if (condition instanceof Template)
    templar.settings.warn(
      `conditional statements should not include jinja2 templating delimiters such as {{ }} or {% %}. Found: ${condition.source}`,
      place,
    )
  return templar.evaluate(condition)
}

interface Condition {
  readonly text: string
  readonly place: Position | undefined
  /** Its text is what a template gave, so it may come from a host: it can compare, but not run lookups. */
  readonly computed: boolean
}

const holds = (templar: Templar, { text, place, computed }: Condition): boolean | Unknown => {
  const { template, holds: evaluate } = compiledCondition(templar.settings, text, place)
  const context = templar.contextFor(template, !computed)
  beginWork()
  try {
    const value = evaluate(new Frame(context, undefined, 0))
    if (typeof value === 'boolean' || value instanceof Unknown) return value
    return ofOther(templar, value, { text, place })
  } catch (error) {
    if (error instanceof UnknownSignal) return error.unknown
    const fault = located(error, { at: context.run.at, names: () => templar.scope.names() })
    const answer = fault instanceof TemplateError ? answerOfDefinedTest(fault, text) : undefined
    if (answer !== undefined) return answer
    throw fault
  } finally {
    endWork()
  }
}

/** A result that is no bool is taken by its truth; newer versions of Ansible refuse it. */
const ofOther = (
  templar: Templar,
  value: Value,
  { text, place }: { text: string; place: Position | undefined },
): boolean => {
  const holds = truth(value)
  const message = `the condition "${text}" gives ${typeName(value)}, not a bool`
  if (templar.settings.compat === '2.19')
    throw new TemplateError({
      kind: 'other',
      message,
      expression: text,
      position: place,
      hint: 'compare it, or use "| bool"',
    })
  templar.settings.warn(`${message}; it counts as ${holds}`, place)
  return holds
}

const DEFINED_TEST = /(hostvars\[.+\]|\w+)\s+(not\s+is|is|is\s+not)\s+(defined|undefined)/g

/**
 * Where a condition failed for a name that it also tests with `is defined`, Ansible lets the test decide, although it
 * was not what failed.
 */
const answerOfDefinedTest = (fault: TemplateError, text: string): boolean | undefined => {
  if (fault.kind !== 'undefined') return undefined
  const name = /['"](hostvars\[.+\]|\w+)['"] is undefined/.exec(fault.message)?.[1]
  if (name === undefined) return undefined
  for (const [, tested, logic, state] of text.matchAll(DEFINED_TEST)) {
    if (tested!.replaceAll("'", '"') !== name.replaceAll("'", '"')) continue
    const shouldExist = logic!.includes('not') !== (state === 'defined')
    return !shouldExist
  }
  return undefined
}
