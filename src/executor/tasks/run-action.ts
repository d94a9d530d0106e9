/** Runs an action for one round of a task and applies what it gives back. */

import type { Position } from '../../errors.ts'
import type { Action, ActionContext, ActionResult, Variables } from '../../modules/kit/action.ts'
import type { Task } from '../../playbook/types.ts'
import type { Effect } from '../../remote/effect.ts'
import type { Answers, Queries } from '../../remote/query.ts'
import type { RemoteShell } from '../../remote/remote-host.ts'
import { TemplateError } from '../../templating/template-error.ts'
import { type Dict, Template, Undefined, type Unknown, type Value } from '../../values.ts'
import { positionOfText } from '../../yaml/positions.ts'
import { type Asked, doubted, doubtOf, unsure } from '../engine/doubt.ts'
import { overlaid } from '../engine/engine.ts'
import { isForeseen, judgeForeseen, markForeseen } from '../engine/foreseen.ts'
import { applyActionResult } from './apply-facts.ts'
import { conditionHolds, type JudgedCondition } from './conditions.ts'
import { controllerFor } from './controller.ts'
import { readJobFile, removeJobFile } from './job-files.ts'
import { flag } from './keywords.ts'
import { skippedResult } from './results.ts'
import { jobFile } from './run-async.ts'
import type { ReadyItem } from './run-item.ts'

/** The action's result. In a dry run what it predicts, or skipped where it can't predict anything. */
export const runAction = async (ready: ReadyItem, signal: AbortSignal): Promise<Dict> => {
  const action = ready.hostTask.module as Action
  const { check } = ready.hostTask
  const asked: Asked[] = []
  let predicted = false
  const onForeseen = (): void => {
    predicted = true
  }
  const context = actionContext(ready, { signal, asked, onForeseen })
  const given = await sure(ready, asked, () => perform(action, check, context))
  if (check) ready.target.effects.push(...foreseen(ready, given.effects ?? []))
  const result = applyActionResult(ready, given)
  return predicted ? markForeseen(result) : result
}

/**
 * In a dry run, a failure for what is missing is none yet where something planned may bring it; so it is for a task that
 * runs in spite of the dry run.
 */
const sure = async (
  { hostTask: { check }, target }: ReadyItem,
  asked: readonly Asked[],
  work: () => ActionResult | Promise<ActionResult>,
): Promise<ActionResult> => {
  if (!check) return lackingNothing(await work(), target.effects)
  try {
    const given = await work()
    const failed = given.result.get('failed') === true
    const result = failed ? doubted(messageOf(given.result), asked, target.effects) : undefined
    return result ? { result } : given
  } catch (error) {
    const result = doubtOf(error, asked, target.effects)
    if (result) return { result }
    throw error
  }
}

const lackingNothing = (given: ActionResult, effects: readonly Effect[]): ActionResult => {
  const pending = given.otherwise && unsure(messageOf(given.result), effects)
  return pending ? { ...given, result: new Map([...(given.otherwise ?? []), ...pending]) } : given
}

const messageOf = (result: Dict): string => {
  const message = result.get('msg')
  return typeof message === 'string' ? message : 'the task fails'
}

/** A command of which the task says that it changes nothing brings nothing either. */
const foreseen = ({ hostTask: { task } }: ReadyItem, effects: readonly Effect[]): readonly Effect[] =>
  task.changed_when?.every(({ value }) => value === false) ? effects.filter(({ kind }) => kind !== 'anything') : effects

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

interface Acting {
  readonly signal: AbortSignal
  /** What it asked of the host; it grows. */
  readonly asked: Asked[]
  /** Called when an answer was another for what is planned. */
  readonly onForeseen: () => void
}

const actionContext = (ready: ReadyItem, { signal, asked, onForeseen }: Acting): ActionContext<never> => {
  const { hostTask, templar, target } = ready
  const look = async <Q extends Queries>(queries: Q): Promise<Answers<Q>> => {
    const asTheyAre = await target.remote.ask(queries)
    const answers = overlaid(queries, asTheyAre, target.effects)
    if (isForeseen(answers, asTheyAre)) onForeseen()
    asked.push({ queries, answers })
    return answers
  }
  const { run } = hostTask.playRun
  return {
    options: ready.options as never,
    extra: ready.extra,
    host: hostTask.host,
    get remote() {
      return hostTask.check ? foreseeing(target.remote, look) : target.remote
    },
    look,
    controller: controllerFor(hostTask, templar),
    variables: variablesOf(ready),
    jobs: jobsOf(ready),
    environment: target.environment,
    signal,
    verbosity: run.settings.verbosity,
    hidden: flag(hostTask.task, 'no_log', templar),
    prompt: (question) => run.prompt(question),
    warn: (message) => run.emit({ type: 'notice', level: 'warning', message, position: hostTask.task.position }),
    tell: (message) => run.emit({ type: 'notice', level: 'verbose', verbosity: 0, message }),
  }
}

/** The jobs of the target: those of this run, and what files on the host tell of others. */
const jobsOf = (ready: ReadyItem): ActionContext<never>['jobs'] => {
  const { run } = ready.hostTask.playRun
  return {
    directory: jobFile(ready, '').directory,
    status: async (id) => {
      const place = jobFile(ready, id)
      return run.jobs.status(id, { host: ready.target.name, directory: place.directory }) ?? (await readJobFile(place))
    },
    forget: async (id) => {
      run.jobs.forget(id)
      if (!ready.hostTask.check) await removeJobFile(jobFile(ready, id))
    },
  }
}

/** The shell of a dry run: answers are as what is planned so far will have made them. */
const foreseeing = (remote: RemoteShell, ask: RemoteShell['ask']): RemoteShell => ({
  exchange: (steps, options) => remote.exchange(steps, options),
  ask,
  download: (path, sink) => remote.download(path, sink),
  temporaryDirectory: () => remote.temporaryDirectory(),
})

/** A name that is undefined is a value here: `debug` shows it as such. */
const orUndefined = (evaluate: () => Value): Value => {
  try {
    return evaluate()
  } catch (error) {
    if (error instanceof TemplateError && error.kind === 'undefined') return new Undefined('', error.message)
    throw error
  }
}

/** The places of the conditions of `assert` are not known one by one: an error tells that of their option. */
const asserted = (condition: JudgedCondition, { hostTask, templar }: ReadyItem): boolean | Unknown => {
  const { task, host, playRun } = hostTask
  const near = task.argPositions.get('that') ?? task.position
  return judgeForeseen({ templar, foreseen: playRun.run.foreseen(host) }, (watched) =>
    conditionHolds(condition, watched, near),
  )
}

/** Where a condition among the task's options stands. */
const placeOf = (value: Value, { args }: Task): Position | undefined => {
  const that = args.get('that')
  if (!Array.isArray(that)) return positionOfText(args, 'that')
  return that.includes(value) ? positionOfText(that, that.indexOf(value)) : undefined
}

const variablesOf = (ready: ReadyItem): Variables => {
  const { templar, hostTask } = ready
  return {
    evaluate: (value) => templar.evaluate(value),
    expression: (text) => orUndefined(() => templar.evaluate(new Template(`{{${text}}}`, hostTask.task.position))),

    conditional: (value) => asserted({ value, position: placeOf(value, hostTask.task) }, ready),
    computedConditional: (value) => asserted({ value, position: undefined, computed: true }, ready),
    get: (name) => templar.scope.get(name),
    native: templar.settings.native,
    hashBehaviour: hostTask.playRun.run.variables.run.merge ? 'merge' : 'replace',
    all: () => {
      const all: Dict = new Map<Value, Value>()
      for (const name of templar.scope.names()) all.set(name, templar.variable(name))
      return all
    },
  }
}
