/**
 * The engine: the only part that looks at a host and acts on it for a module. It asks what `inspect` names, lets `plan`
 * say what to change, and applies that; in a dry run it stops after `plan` and remembers the effects.
 */

import { type Change, type Command, type Diff, ModuleFailure, type Planned } from '../../modules/kit/change.ts'
import type { Controller } from '../../modules/kit/controller.ts'
import { pathQueries, withPaths } from '../../modules/kit/expand-paths.ts'
import type { Module } from '../../modules/kit/module.ts'
import { withLines } from '../../modules/shared/with-lines.ts'
import type { Answer } from '../../remote/answer.ts'
import type { Effect } from '../../remote/effect.ts'
import { RemoteFailure } from '../../remote/failure.ts'
import type { Answers, Queries } from '../../remote/query.ts'
import type { ExchangeOptions, RemoteShell, Step } from '../../remote/remote-host.ts'
import { ShellScript } from '../../remote/sh.ts'
import { type Dict, dict, type Value } from '../../values.ts'
import { type Asked, doubtOf } from './doubt.ts'
import { isForeseen, markForeseen, overtake } from './foreseen.ts'
import { SharedExchange } from './shared-exchange.ts'
import { shownDiff } from './shown-diff.ts'

/** One application of a module to a host: a task, or one item of its loop. */
export interface ModuleRun {
  readonly module: Module
  /** As `parseOptions` gave them. */
  readonly options: Readonly<Record<string, unknown>>
  readonly controller: Controller
}

/** What the runs of one task on one host share. */
export interface EngineContext {
  readonly remote: RemoteShell
  /** Called before a user's account is changed. */
  readonly release?: ((user: string) => Promise<void>) | undefined
  readonly check: boolean
  readonly diff: boolean
  /** The most bytes of a file that a difference shows; 0 for any. */
  readonly diffLimit?: number | undefined
  /** What a dry run has planned for this host so far; it grows. */
  readonly effects: Effect[]
  /** The same for a task that is run in a dry run all the same: what it does was not only planned. */
  readonly overtaken?: Effect[] | undefined
  readonly exchange: ExchangeOptions
}

/** The queries of a run with their answers, as they are known at the moment. */
interface Sight {
  /** With `~` and variables in paths expanded. */
  readonly options: Readonly<Record<string, unknown>>
  readonly prepared: unknown
  readonly queries: Queries
  readonly answers: Answers<Queries>
  /** All that was asked on the way, to know whether a later change touches it. */
  readonly asked: readonly Asked[]
  /** It rests on what is planned, not on the host as it is. */
  readonly foreseen: boolean
}

/** The outcome of each run: its result, or the failure that ended it. */
export type Outcome = { readonly result: Dict } | { readonly failure: ModuleFailure }

/**
 * Applies a module once for each run, in order. All inspections share exchanges, so a loop that has nothing to change
 * costs one; `onOutcome` hears of each outcome as it is known and says whether to go on.
 */
export const applyModule = async (
  runs: readonly ModuleRun[],
  context: EngineContext,
  onOutcome: (outcome: Outcome, index: number) => Promise<boolean> | boolean,
): Promise<void> => {
  const sights = await inspectAll(runs, context)
  for (const [index, run] of runs.entries()) {
    const outcome = believed(await settle(async () => finish(run, { sights, index, runs, context })), context)
    if (!(await onOutcome(outcome, index))) return
  }
}

/** In a dry run, a failure that what is planned may prevent is none yet. */
const believed = (outcome: Outcome, { check, effects }: EngineContext): Outcome => {
  if (!check || 'result' in outcome) return outcome
  const result = doubtOf(outcome.failure, grounds.get(outcome.failure) ?? [], effects)
  return result ? { result } : outcome
}

/** What had been asked when a module failed. */
const grounds = new WeakMap<ModuleFailure, readonly Asked[]>()

/** Remembers what a failure of the module rests on. */
const onGrounds = async <T>(asked: readonly Asked[], work: () => T | Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ModuleFailure) grounds.set(error, asked)
    throw error
  }
}

/** `stale` when an earlier run has changed something that was seen. */
type Seen = Sight | ModuleFailure | 'stale'

const inspectAll = (runs: readonly ModuleRun[], context: EngineContext): Promise<Seen[]> => {
  const together = new SharedExchange(context.remote, runs.length)
  return Promise.all(
    runs.map(async (run) => {
      try {
        return await inspect(run, (queries) => together.ask(queries), context)
      } catch (error) {
        return failureOf(error)
      } finally {
        together.leave()
      }
    }),
  )
}

type Ask = (queries: Queries) => Promise<Answers<Queries>>

const inspect = async (
  { module, options: given, controller }: ModuleRun,
  ask: Ask,
  context: EngineContext,
): Promise<Sight> => {
  const asked: Asked[] = []
  const known = new Map<string, unknown>()
  let foreseen = false
  const see = async (queries: Queries): Promise<Answers<Queries>> => {
    const asTheyAre = await askOnce(queries, ask, known)
    const answers = overlaid(queries, asTheyAre, context.effects)
    foreseen ||= isForeseen(answers, asTheyAre)
    asked.push({ queries, answers })
    return answers
  }
  return onGrounds(asked, async () => {
    const options = withPaths(module.options, given, await see(pathQueries(module.options, given)))
    const prepared = await module.prepare?.(options as never, controller)
    const inspection = module.inspect(options as never, prepared)
    const queries = isGenerator(inspection) ? await converse(inspection, see) : inspection
    const answers = await see(queries)
    return { options, prepared, queries, answers, asked, foreseen }
  })
}

/** What was answered before in the same inspection is not asked again. */
const askOnce = async (queries: Queries, ask: Ask, known: Map<string, unknown>): Promise<Answers<Queries>> => {
  const fresh = Object.fromEntries(Object.entries(queries).filter(([, { key }]) => !known.has(key)))
  const answers = Object.keys(fresh).length > 0 ? await ask(fresh) : {}
  for (const [name, { key }] of Object.entries(fresh)) known.set(key, answers[name])
  return Object.fromEntries(Object.entries(queries).map(([name, { key }]) => [name, known.get(key)]))
}

const isGenerator = (inspection: object): inspection is Generator<Queries, Queries, Answers<Queries>> =>
  typeof (inspection as { next?: unknown }).next === 'function'

const converse = async (inspection: Generator<Queries, Queries, Answers<Queries>>, see: Ask): Promise<Queries> => {
  let step = inspection.next()
  while (!step.done) step = inspection.next(await see(step.value))
  return step.value
}

interface Turn {
  readonly sights: Seen[]
  readonly index: number
  readonly runs: readonly ModuleRun[]
  readonly context: EngineContext
}

/** What the run sees now. Throws the failure of its inspection. */
const currentSight = async (run: ModuleRun, { sights, index, context }: Turn): Promise<Sight> => {
  const sight = sights[index]!
  if (sight === 'stale') return inspect(run, (queries) => context.remote.ask(queries), context)
  if (sight instanceof ModuleFailure) throw sight
  return sight
}

const finish = async (run: ModuleRun, turn: Turn): Promise<Dict> => {
  const sight = await currentSight(run, turn)
  const planned: Planned[] = []
  try {
    return await planAndCarryOut(run, turn, { sight, planned })
  } catch (error) {
    throw withRemarks(error, remarks(planned, turn.context))
  }
}

/** A failure that tells what the module remarked before. */
const withRemarks = (error: unknown, told: Readonly<Record<string, Value>>): unknown => {
  if (!(error instanceof ModuleFailure) || Object.keys(told).length === 0) return error
  const { message, details, elsewhere } = error
  const failure = new ModuleFailure(message, new Map([...dict(told), ...details]), { elsewhere, cause: error })
  const asked = grounds.get(error)
  if (asked) grounds.set(failure, asked)
  return failure
}

interface Planning {
  readonly sight: Sight
  /** What the module plans; it grows. */
  readonly planned: Planned[]
}

const planAndCarryOut = async (run: ModuleRun, turn: Turn, { sight, planned }: Planning): Promise<Dict> => {
  const plan = () => run.module.plan(sight.options as never, sight.answers as never, sight.prepared)
  await onGrounds(sight.asked, () => {
    for (const one of plan()) planned.push(one)
  })
  const changes = planned.filter((one): one is Change => one.kind === 'change')
  const { after, outputs } = changes.length > 0 ? await carryOut(changes, turn, sight) : unchanged(sight)
  const report = {
    options: sight.options,
    prepared: sight.prepared,
    before: sight.answers,
    after,
    changed: changes.length > 0,
    outputs,
  }
  const returned = run.module.returns?.(report as never) ?? new Map<Value, Value>()
  const result = dict({
    changed: changes.length > 0,
    ...Object.fromEntries(returned as Map<string, Value>),
    ...remarks(planned, turn.context),
    ...(turn.context.diff || run.module.unchangedDiff
      ? diffOf(changes, {
          otherwise: run.module.unchangedDiff?.(sight.options as never, sight.answers as never),
          limit: turn.context.diffLimit ?? 0,
        })
      : {}),
  })
  return withLines(sight.foreseen ? markForeseen(result) : result)
}

interface Aftermath {
  readonly after: Answers<Queries>
  readonly outputs: readonly Answer[] | undefined
}

const unchanged = (sight: Sight): Aftermath => ({ after: sight.answers, outputs: undefined })

const carryOut = async (changes: readonly Change[], turn: Turn, sight: Sight): Promise<Aftermath> => {
  const effects = changes.flatMap((change) => change.effects)
  if (!turn.context.check) return apply(changes, { turn, sight, effects })
  turn.context.effects.push(...effects)
  markStale(turn, effects)
  return { after: overlaid(sight.queries, sight.answers, effects), outputs: undefined }
}

interface Applying {
  readonly turn: Turn
  readonly sight: Sight
  readonly effects: readonly Effect[]
}

/** Sends the commands and, in the same exchange, the questions whose answers they change. */
const apply = async (changes: readonly Change[], { turn, sight, effects }: Applying): Promise<Aftermath> => {
  const { context } = turn
  const commands = changes.flatMap((change) => change.commands.map((command) => ({ change, command })))
  const touched = Object.entries(sight.queries).filter(([name, query]) => touches(query, sight.answers[name], effects))
  const steps = [
    ...commands.map(({ command }) => stepOf(command)),
    ...touched.map(([, query]) => ({ script: query.script, light: true })),
  ]
  for (const effect of effects) if (effect.kind === 'user') await context.release?.(effect.name)
  const answers = await context.remote.exchange(steps, context.exchange)
  for (const [at, { change }] of commands.entries()) check(change, answers[at])
  const after: Record<string, unknown> = { ...sight.answers }
  touched.forEach(([name, query], at) => {
    after[name] = query.parse(answers[commands.length + at]!)
  })
  if (context.overtaken) overtake(context.overtaken, effects)
  markStale(turn, effects)
  return { after, outputs: answers.slice(0, commands.length) as readonly Answer[] }
}

/** Later runs that saw something which these effects change are inspected again when it is their turn. */
const markStale = ({ sights, index }: Turn, effects: readonly Effect[]): void => {
  for (const [at, sight] of sights.entries()) {
    if (at <= index || sight === 'stale') continue
    if (sight instanceof ModuleFailure || sight.asked.some((one) => anyTouched(one, effects))) sights[at] = 'stale'
  }
}

const settle = async (run: () => Promise<Dict>): Promise<Outcome> => {
  try {
    return { result: await run() }
  } catch (error) {
    return { failure: failureOf(error) }
  }
}

/** A failure of the task: the module's own, or what the host would not do. Throws any other error. */
const failureOf = (error: unknown): ModuleFailure => {
  if (error instanceof ModuleFailure) return error
  if (!(error instanceof RemoteFailure)) throw error
  return new ModuleFailure(error.message, undefined, { cause: error })
}

const anyTouched = (
  { queries, answers }: { queries: Queries; answers: Answers<Queries> },
  effects: readonly Effect[],
): boolean => Object.entries(queries).some(([name, query]) => touches(query, answers[name], effects))

const touches = (query: Queries[string], answer: unknown, effects: readonly Effect[]): boolean =>
  query.overlay(answer, effects) !== answer

/** The answers as the effects will have made them. */
export const overlaid = <Q extends Queries>(queries: Q, answers: Answers<Q>, effects: readonly Effect[]): Answers<Q> =>
  effects.length === 0
    ? answers
    : (Object.fromEntries(
        Object.entries(queries).map(([name, query]) => [name, query.overlay(answers[name], effects)]),
      ) as Answers<Q>)

const stepOf = (command: Command): Step =>
  command instanceof ShellScript ? { script: command, guarded: true } : { ...command, guarded: true }

/** Throws the change's failure when its command was answered by a status that is none of success. */
const check = (change: Change, answer: Answer | undefined): void => {
  if (!answer || answer.status === 0 || change.accept?.includes(answer.status)) return
  throw change.failure?.(answer) ?? commandFailure(change, answer)
}

const commandFailure = (change: Change, answer: Answer): ModuleFailure => {
  const stderr = answer.stderr.toString().trimEnd()
  const stdout = answer.stdout.toString().trimEnd()
  const message = stderr || stdout || `could not ${change.summary}: exit status ${answer.status}`
  return new ModuleFailure(message, dict({ rc: answer.status, stdout, stderr }))
}

const remarks = (planned: readonly Planned[], { check }: EngineContext): Readonly<Record<string, Value>> => {
  const told = planned.filter((one) => one.kind === 'change' || check || !one.ofDryRun)
  const warnings = told.flatMap((one) => (one.kind === 'warning' ? [one.message] : []))
  const deprecations = told.flatMap((one) => (one.kind === 'deprecation' ? [dict({ msg: one.message })] : []))
  return { ...(warnings.length > 0 ? { warnings } : {}), ...(deprecations.length > 0 ? { deprecations } : {}) }
}

const diffOf = (
  changes: readonly Change[],
  { otherwise, limit }: { readonly otherwise: Diff | undefined; readonly limit: number },
): { diff?: Value } => {
  const told = changes.flatMap((change) => change.diff ?? [])
  const diffs = (told.length === 0 && otherwise ? [otherwise] : told).map((diff) => shownDiff(diff, limit))
  if (diffs.length === 0) return {}
  const isList = diffs.length > 1 || changes.some(({ diff }) => Array.isArray(diff))
  return { diff: isList ? diffs : diffs[0]! }
}
