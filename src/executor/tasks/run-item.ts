/** One round of a task on one host: condition, options, the module or action, what counts as changed or failed. */
import { type Diagnostic, UserError } from '../../errors.ts'
import { ModuleFailure } from '../../modules/kit/change.ts'
import { parseOptions } from '../../modules/kit/parse-options.ts'
import type { AnyModule } from '../../modules/registry.ts'
import type { Task } from '../../playbook/types.ts'
import type { Templar } from '../../templating/templar.ts'
import { TemplateError, withTemplates } from '../../templating/template-error.ts'
import { type Dict, dict, Secret, type Value } from '../../values.ts'
import { variablesOf } from '../../vars/hostvars.ts'
import { LazyDict } from '../../vars/lazy-dict.ts'
import type { ModuleRun } from '../engine/engine.ts'
import { withConnectionVariables } from '../hosts/connection-variables.ts'
import { refuseEmptyDelegate, type Target, targetOf } from '../hosts/target.ts'
import type { PlayRun } from '../play-run.ts'
import { conclude } from './conclude.ts'
import { whenHolds } from './conditions.ts'
import { controllerFor } from './controller.ts'
import { PlacedError } from './place-text.ts'
import { refuseKeywords } from './refuse-keywords.ts'
import { errorResult, masked, mistakeResult, skippedResult } from './results.ts'
import { taskArguments, unknownArguments } from './task-arguments.ts'
import { withVariables } from './templars.ts'

/** A task on a host, before its rounds. */
export interface HostTask {
  readonly playRun: PlayRun
  readonly task: Task
  readonly module: AnyModule
  readonly host: string
  /** The hosts that its facts are of: more than the one it runs for with `run_once`. */
  readonly sharing: readonly string[]
  readonly check: boolean
  readonly diff: boolean
}

/** How a round ended. */
export interface ItemOutcome {
  readonly result: Dict
  readonly diagnostic?: Diagnostic | undefined
  readonly target?: Target | undefined
  /** The mistake is the task's own, so a loop ends with it as a whole. */
  readonly endsLoop?: boolean
}

/** A round that is to be run: its options are known and right. */
export interface ReadyItem {
  readonly hostTask: HostTask
  readonly templar: Templar
  readonly locals: Dict
  readonly target: Target
  readonly options: Readonly<Record<string, unknown>>
  readonly extra: Dict
  /** Texts that the result must not show. */
  readonly secrets: readonly string[]
}

/** Either a round to run, or how it ended before it began. */
export type Prepared = { readonly ready: ReadyItem } | { readonly outcome: ItemOutcome }

/** Looks at the conditions and puts the options together. Mistakes become a failed result. */
export const prepareItem = (hostTask: HostTask, locals: Dict): Prepared => {
  const templar = itemTemplar(hostTask, locals)
  const asker = { ...hostTask, templar, locals }
  let target: Target | undefined
  // A delegate may be chosen by chance: it stays the same.
  let first: Target | undefined
  const chosen = (): Target => {
    first ??= targetOf(asker)
    return first
  }
  try {
    refuseEmptyDelegate(asker)
    const told = withConnectionVariables(asker, () => chosen().name)
    const skipped = skippedByCondition(hostTask.task, told)
    if (skipped) return { outcome: { result: skipped } }
    refuseKeywords(hostTask.task, told)
    target = chosen()
    const delegated = target.delegatedTo === undefined ? told : withDelegated(hostTask, told, target.name)
    return prepareOptions({ hostTask, templar: delegated, locals, target })
  } catch (error) {
    // From 2.19 on it is the item's.
    const { settings } = hostTask.playRun.run
    const endsLoop = error instanceof UserError && settings.compat !== '2.19'
    return { outcome: { ...mistakeResult(error, settings), target: target ?? toldOf(chosen), endsLoop } }
  }
}

/** The host that a mistake in a condition is told of; none where that is the mistake. */
const toldOf = (chosen: () => Target): Target | undefined => {
  try {
    return chosen()
  } catch (error) {
    if (error instanceof UserError) return undefined
    throw error
  }
}

/** Evaluates the templates of a round. */
export const itemTemplar = ({ playRun, task, host }: HostTask, locals: Dict): Templar =>
  playRun.run.templar({ play: playRun.variables, host, task, locals })

/** The skipped result, when a condition does not hold. */
export const skippedByCondition = (task: Task, templar: Templar): Dict | undefined => {
  const verdict = whenHolds(task, templar)
  if (verdict.holds === true) return undefined
  return verdict.holds === false
    ? skippedResult('Conditional result was False', verdict.condition)
    : skippedResult('The condition is known after apply', verdict.condition)
}

/** With `ansible_delegated_vars`: the variables of the host that the task is delegated to. */
const withDelegated = ({ playRun, task }: HostTask, templar: Templar, name: string): Templar => {
  const variables = (): Value => {
    const own = playRun.run.templar({ play: playRun.variables, host: name, task })
    // Tasks go on to be those of the host they are delegated from.
    const inventoryHostname = templar.variable('inventory_hostname')
    const address = own.scope.has('ansible_host') ? [] : [['ansible_host', name] as const]
    return variablesOf(withVariables(own, new Map([['inventory_hostname', inventoryHostname], ...address])))
  }
  return withVariables(templar, new Map([['ansible_delegated_vars', LazyDict.of({ [name]: variables })]]))
}

type Partly = Pick<ReadyItem, 'hostTask' | 'templar' | 'locals' | 'target'>

const prepareOptions = (partly: Partly): Prepared => {
  const { hostTask, templar, target } = partly
  const args = argumentsOf(hostTask, templar)
  const unknown = unknownArguments(args)
  if (unknown.length > 0 && !takesUnknown.has(hostTask.module.name))
    return { outcome: { result: knownAfterApply(unknown), target } }
  try {
    const { options, extra } = parseOptions(hostTask.module, args)
    const secrets = isShowing(hostTask) ? [] : secretsOf({ ...Object.fromEntries(extra), ...options })
    return { ready: { ...partly, options, extra, secrets } }
  } catch (error) {
    if (!(error instanceof ModuleFailure)) throw error
    return { outcome: { result: conclude(hostTask.task, errorResult(error).result, templar), target } }
  }
}

/**
 * What takes what nobody knows yet: a fact may be so, and later tasks see that, not an undefined variable; others only
 * say something.
 */
const takesUnknown = new Set(['set_fact', 'debug', 'assert', 'fail'])

/** The options; a name in them that is undefined is told in the words that playbooks look for. */
const argumentsOf = ({ task, module, playRun: { project } }: HostTask, templar: Templar): Dict => {
  try {
    return taskArguments(task, module, { templar, project })
  } catch (error) {
    if (!(error instanceof TemplateError) || error.kind !== 'undefined') throw error
    const message = `The task includes an option with an undefined variable. The error was: ${withTemplates(error.diagnostic)}`
    throw new PlacedError({ ...error.diagnostic, message }, task.position)
  }
}

/** A dry run can't tell what a task does with options that only the real run knows: it counts as a change. */
const knownAfterApply = (options: readonly string[]): Dict =>
  dict({ changed: true, msg: `known after apply: ${options.join(', ')}` })

const isShowing = ({ module }: HostTask): boolean => 'showsSecrets' in module && module.showsSecrets === true

const secretsOf = (options: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.values(options).flatMap((value) => (value instanceof Secret && value.reveal() !== '' ? [value.reveal()] : []))

/** The same round as the engine takes it. */
export const moduleRun = (ready: ReadyItem): ModuleRun => ({
  module: ready.hostTask.module as ModuleRun['module'],
  options: ready.options,
  controller: controllerFor(ready.hostTask, ready.templar),
})

/** The result with everything secret hidden. */
export const hideSecrets = (result: Dict, secrets: readonly string[]): Dict => masked(result as Value, secrets) as Dict
