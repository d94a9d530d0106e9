/** A built-in module in the place of an action, for an action that runs others. */
import type { Action, ActionContext, ActionResult } from '../../modules/kit/action.ts'
import { parseOptions } from '../../modules/kit/parse-options.ts'
import type { AnyModule } from '../../modules/registry.ts'
import type { Dict } from '../../values.ts'
import { applyModule } from '../engine/engine.ts'
import { errorResult } from './results.ts'

/**
 * The module as an action that takes its options from `extra`. What fails is its result. Meant for modules that only
 * look: it acts in a dry run, too.
 */
export const moduleAsAction = (module: AnyModule): Pick<Action, 'run'> => ({
  run: async (context) => {
    try {
      return await run(module, context as ActionContext<never>)
    } catch (error) {
      return { result: errorResult(error).result }
    }
  },
})

const run = async (module: AnyModule, context: ActionContext<never>): Promise<ActionResult> => {
  const { options } = parseOptions(module, context.extra)
  if (module.kind === 'action') {
    return module.run(Object.create(context, { options: { value: options } }) as ActionContext<never>)
  }
  let result: Dict = new Map()
  const { controller, remote, environment, signal } = context
  const settings = { remote, check: false, diff: false, effects: [], exchange: { environment, signal } }
  await applyModule([{ module, options, controller }], settings, (outcome) => {
    if ('failure' in outcome) throw outcome.failure
    result = outcome.result
    return true
  })
  return { result }
}
