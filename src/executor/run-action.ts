/** Runs an action for one round of a task and applies what it gives back. */

import type { Action, ActionContext, ActionResult, Variables } from '../modules/kit/action.ts'
import { TemplateError } from '../templating/template-error.ts'
import { type Dict, Template, Undefined, type Value } from '../values.ts'
import { applyActionResult } from './apply-facts.ts'
import { controllerFor } from './controller.ts'
import { overlaid } from './engine.ts'
import { skippedResult } from './results.ts'
import type { ReadyItem } from './run-item.ts'

/** The action's result. In a dry run what it predicts, or skipped where it can't predict anything. */
export const runAction = async (ready: ReadyItem, signal: AbortSignal): Promise<Dict> => {
  const action = ready.hostTask.module as Action
  const context = actionContext(ready, signal)
  const given = await perform(action, ready.hostTask.check, context)
  if (ready.hostTask.check) ready.target.effects.push(...(given.effects ?? []))
  return applyActionResult(ready, given)
}

const perform = (
  action: Action,
  check: boolean,
  context: ActionContext<never>,
): Promise<ActionResult> | ActionResult => {
  if (!check || action.dryRun === 'run') return action.run(context)
  if (action.dryRun !== 'skip') return action.dryRun(context)
  return {
    result: new Map([
      ...skippedResult(`${action.name} is skipped in a dry run`),
      ['msg', `remote module (${action.name}) does not support check mode`],
    ]),
  }
}

const actionContext = (ready: ReadyItem, signal: AbortSignal): ActionContext<never> => {
  const { hostTask, templar, target } = ready
  const { run } = hostTask.playRun
  return {
    options: ready.options as never,
    extra: ready.extra,
    host: hostTask.host,
    get remote() {
      return target.remote
    },
    look: async (queries) => overlaid(queries, await target.remote.ask(queries), target.effects),
    controller: controllerFor(hostTask, templar),
    variables: variablesOf(ready),
    jobs: { status: (id) => run.jobs.status(id, target.name), forget: (id) => run.jobs.forget(id) },
    environment: target.environment,
    signal,
    verbosity: run.settings.verbosity,
    prompt: (question) => run.prompt(question),
    warn: (message) => run.emit({ type: 'notice', level: 'warning', message, position: hostTask.task.position }),
  }
}

/** A name that is undefined is a value here: `debug` shows it as such. */
const orUndefined = (evaluate: () => Value): Value => {
  try {
    return evaluate()
  } catch (error) {
    if (error instanceof TemplateError && error.kind === 'undefined') return new Undefined('', error.message)
    throw error
  }
}

const variablesOf = ({ templar, hostTask }: ReadyItem): Variables => ({
  evaluate: (value) => templar.evaluate(value),
  expression: (text) => orUndefined(() => templar.evaluate(new Template(`{{${text}}}`, hostTask.task.position))),

  conditional: (condition) => templar.conditional(condition),
  get: (name) => templar.scope.get(name),
  native: templar.settings.native,
  all: () => {
    const all: Dict = new Map<Value, Value>()
    for (const name of templar.scope.names()) all.set(name, templar.variable(name))
    return all
  },
})
