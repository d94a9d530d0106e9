import { userError } from '../errors.ts'
import { pythonType } from '../util/python-type.ts'
import { dict, Template, Unknown, type Value } from '../values.ts'
import { type ActionContext, type ActionResult, defineAction } from './kit/action.ts'
import { toBoolean } from './kit/coerce.ts'
import { expression, raw } from './kit/option.ts'

interface Options {
  readonly that: Value
  readonly fail_msg: Value | undefined
  readonly success_msg: Value | undefined
  readonly quiet: Value
}

interface Judgement {
  readonly failure?: Record<string, Value>
  readonly unknown?: Unknown | undefined
}

/** Fails unless all conditions hold. */
export default defineAction({
  name: 'assert',
  summary: 'Fail unless all conditions hold.',
  options: {
    that: expression({ required: true, help: 'A condition, or a list of them, as in `when`.' }),
    fail_msg: raw({ aliases: ['msg'], help: 'What to say when one does not hold.' }),
    success_msg: raw({ help: 'What to say when all hold.' }),
    quiet: raw({ default: false, help: 'Whether to show the result only with -v.' }),
  },
  controllerOnly: true,
  run(context) {
    const { options } = context
    const failMsg = message(options.fail_msg, 'Assertion failed', 'fail_msg or msg')
    const successMsg = message(options.success_msg, 'All assertions passed', 'success_msg')
    const { failure, unknown } = judge(context)
    const result = failure ?? { changed: false, msg: unknown ? `known after apply: ${unknown.reason}` : successMsg }
    const told = failure ? { ...failure, msg: failMsg } : result
    return { result: dict(told), verbose: toBoolean(options.quiet) !== true } satisfies ActionResult
  },
  dryRun: 'run',
})

const message = (given: Value | undefined, fallback: string, name: string): Value => {
  if (given === undefined || given === null) return fallback
  if (given instanceof Unknown) return given.toString()
  if (typeof given === 'string') return given
  if (!Array.isArray(given))
    throw userError(`Incorrect type for ${name}, expected a string or list and got ${pythonType(given)}`)
  if (given.every((item) => typeof item === 'string')) return given
  throw userError(`Type of one of the elements in ${name} list is not string type`)
}

/**
 * The first condition that does not hold, or else the first that can't be decided before the real run. Templates in a
 * condition are evaluated before the condition is, and what they gave may come from a host.
 */
const judge = ({ options, variables }: ActionContext<Options>): Judgement => {
  const given = options.that instanceof Template ? variables.evaluate(options.that) : options.that
  let unknown: Unknown | undefined
  for (const written of Array.isArray(given) ? given : [given]) {
    const that = written instanceof Template ? variables.evaluate(written) : written
    const computed = given !== options.that || that !== written
    const holds =
      that instanceof Unknown ? that : computed ? variables.computedConditional(that) : variables.conditional(that)
    if (holds === false) return { failure: { failed: true, evaluated_to: false, assertion: that } }
    if (holds instanceof Unknown) unknown ??= holds
  }
  return { unknown }
}
