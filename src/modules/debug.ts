import { type Dict, dict, Secret, Template, Undefined, type Value } from '../values.ts'
import { type ActionContext, defineAction } from './kit/action.ts'
import { expression, int, raw } from './kit/option.ts'

interface Options {
  readonly msg: Value | undefined
  readonly var: Value | undefined
  readonly verbosity: number
}

/** Shows a message or a variable. */
export default defineAction({
  name: 'debug',
  summary: 'Show a message, or the value of a variable or expression.',
  options: {
    msg: raw({ help: 'What to show.' }),
    var: expression({ help: 'A variable or expression whose value to show.' }),
    verbosity: int({ default: 0, help: 'Show only when runbook was called with so many -v.' }),
  },
  controllerOnly: true,
  showsSecrets: true,
  run(context) {
    const { msg, var: expression, verbosity } = context.options
    if (msg !== undefined && expression !== undefined) {
      return { result: dict({ failed: true, msg: "'msg' and 'var' are incompatible options" }) }
    }
    if (verbosity > context.verbosity) {
      return { result: dict({ skipped_reason: 'Verbosity threshold not met.', skipped: true }) }
    }
    const result = expression === undefined ? dict({ msg: asked(msg ?? 'Hello world!') }) : shown(expression, context)
    return { result, verbose: true }
  },
  dryRun: 'run',
})

/** The value under the expression's own text; under the type's name for what is no text. */
const shown = (expression: Value, context: ActionContext<Options>): Dict => {
  if (Array.isArray(expression)) return dict({ "<class 'list'>": context.variables.evaluate(expression) })
  if (expression instanceof Map) return dict({ "<class 'dict'>": context.variables.evaluate(expression) })
  const isTemplate = expression instanceof Template
  const text = isTemplate ? expression.source : String(expression)
  const value = isTemplate ? context.variables.evaluate(expression) : context.variables.expression(text)
  return new Map([[text, value instanceof Undefined ? undefinedText(value, context.verbosity) : asked(value)]])
}

/** Who names a secret to be shown wants to see it; those inside of other values stay hidden. */
const asked = (value: Value): Value => (value instanceof Secret ? value.reveal() : value)

const undefinedText = (value: Undefined, verbosity: number): string =>
  verbosity > 0 ? `VARIABLE IS NOT DEFINED!: ${value.message}` : 'VARIABLE IS NOT DEFINED!'
