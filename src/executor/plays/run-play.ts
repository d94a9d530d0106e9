/** A play: its hosts in batches, facts, tasks and handlers in their order. */

import { UserError } from '../../errors.ts'
import { toBoolean } from '../../modules/kit/coerce.ts'
import { hostPatterns, playName } from '../../playbook/names.ts'
import type { Project } from '../../playbook/project.ts'
import { isSelected, tagsOf } from '../../playbook/selection/tags.ts'
import type { AnyTask, Play } from '../../playbook/types.ts'
import { playHandlers } from '../../playbook/walk.ts'
import { str } from '../../templating/python/repr.ts'
import { TemplateError } from '../../templating/template-error.ts'
import { forAll } from '../../util/for-all.ts'
import { type Dict, Omit, Template, type Value } from '../../values.ts'
import { varsFiles } from '../../vars/vars-files.ts'
import { confirmStep } from '../entries/confirm-step.ts'
import { runEntries, runRole } from '../entries/run-entries.ts'
import { flushHandlers } from '../handlers/flush-handlers.ts'
import { type HostRun, hostRun } from '../host-run.ts'
import type { PlayRun } from '../play-run.ts'
import type { Run } from '../run.ts'
import { strategyOf } from '../strategy.ts'
import { warnOfPlay } from '../tasks/apart.ts'
import { batches, ordered } from './batches.ts'
import { evaluateHostless } from './evaluate-hostless.ts'
import { gatherFacts } from './gather-facts.ts'
import { promptVariables } from './prompt-variables.ts'
import { warnOfReservedNames } from './reserved-names.ts'

/** What plays of a run hand on to each other. */
export interface Progress {
  readonly project: Project
  /** Hosts that later plays leave out: those that failed or can't be reached, and those whose failed include was rescued. */
  readonly out: Map<string, 'failed' | 'unreachable' | 'include failed'>
  readonly start: { reached: boolean }
  plays: number
  tasks: number
  /** The run ends with an error of its own, beside those of hosts. */
  broken: boolean
  /** A failure stopped all hosts together. */
  together: boolean
}

/** Runs a play. Returns whether the next play is to be run: not when a whole batch failed. */
export const runPlay = async (run: Run, play: Play, progress: Progress): Promise<boolean> => {
  const id = ++progress.plays
  const prompted = await promptVariables(run, play)
  const common = { run, play, prompted, roles: rolesOf(run, play) }
  const hosts = hostsOf(common)
  const name = shownPlayName(common)
  const check = toBoolean(evaluatePlay(common, play.check_mode) ?? run.settings.check) === true
  const strategy = String(evaluatePlay(common, play.strategy ?? run.settings.strategy))
  if (hosts === undefined) {
    run.emit(playStart({ id, name, play, hosts: [], batch: 0, run, strategy, check }))
    run.emit({ type: 'no-hosts', play: id, reason: 'none-matched' })
    return true
  }
  const serial = evaluatePlay(common, play.serial)
  for (const [number, whole] of batches(hosts, serial, play).entries()) {
    const batch = whole.filter((name) => !isOut(progress, name))
    // With those that were added during the batches before, in the inventory's order.
    const all = matchedHosts(common)
    const playRun = beginBatch(common, { id, batch, size: whole.length, all, progress })
    warnOfReservedNames(playRun)
    run.emit(playStart({ id, name, play, hosts: batch, batch: number, run, strategy, check }))
    await runBatch(playRun)
    const out = noteFailures(playRun, progress)
    progress.together ||= playRun.ended.together
    if (out === whole.length) return false
    if (playRun.ended.play || run.signal.aborted) break
  }
  return !run.signal.aborted
}

/** True for a host that takes no part any more. One that is missed because an include failed has failed from then on. */
const isOut = ({ out }: Progress, name: string): boolean => {
  if (out.get(name) === 'include failed') out.set(name, 'failed')
  return out.has(name)
}

/** Ansible's exit status: 4 when a host can't be reached, 2 when one failed or all were stopped together. */
export const exitStatus = ({ out, together }: Progress): number => {
  const states = new Set(out.values())
  if (together) return 2
  return states.has('unreachable') ? 4 : states.has('failed') ? 2 : 0
}

/** Remembers which hosts are out. Returns how many. */
const noteFailures = ({ hosts }: PlayRun, { out }: Progress): number => {
  let count = 0
  for (const { name, state, includeFailed } of hosts) {
    if (state !== 'failed' && state !== 'unreachable' && !includeFailed) continue
    out.set(name, state === 'failed' || state === 'unreachable' ? state : 'include failed')
    count++
  }
  return count
}

interface Common {
  readonly run: Run
  readonly play: Play
  readonly prompted: Dict
  readonly roles: PlayRun['variables']['roles']
}

/** Those that are known before any batch: what is included in one is not there in the next. */
const rolesOf = (run: Run, play: Play): Common['roles'] => ({
  all: [...play.roles, ...play.importedRoles],
  shared: [
    ...(run.settings.privateRoleVars ? [] : play.roles),
    ...play.importedRoles.filter((role) => role.public !== false),
  ],
})

const playStart = (start: {
  readonly id: number
  readonly name: string
  readonly play: Play
  readonly hosts: readonly string[]
  readonly batch: number
  readonly run: Run
  readonly strategy: string
  readonly check: boolean
}) =>
  ({
    type: 'play-start',
    play: start.id,
    name: start.name,
    hosts: start.hosts,
    batch: start.batch,
    check: start.check,
    strategy: start.strategy,
    position: start.play.position,
  }) as const

/** The hosts the play runs on, in its order; `undefined` when none matches. */
const hostsOf = (common: Common): readonly string[] | undefined => {
  const matched = matchedHosts(common)
  if (matched.length === 0) return undefined
  const order = evaluatePlay(common, common.play.order)
  return ordered(matched, order === undefined || order === null ? undefined : String(order), common.play)
}

const matchedHosts = (common: Common): readonly string[] =>
  common.run.hosts.match(hostPatterns(evaluatePlay(common, common.play.hosts) ?? 'all'))

const shownPlayName = (common: Common): string => {
  const name = evaluatePlayName(common)
  return name === undefined || name === null || name === ''
    ? playName({ ...common.play, hosts: evaluatePlay(common, common.play.hosts) ?? 'all' })
    : str(name)
}

/** A name with a variable that is not defined stays as it is written. */
const evaluatePlayName = ({ run, play, prompted }: Common): Value | undefined => {
  try {
    return play.name === undefined ? undefined : evaluateHostless(run, play.name, { node: play, prompted })
  } catch (error) {
    if (error instanceof TemplateError && error.kind === 'undefined' && play.name instanceof Template)
      return play.name.source
    throw error
  }
}

/** A keyword of the play: only variables that belong to no host are known yet. `omit` is as if nobody had written it. */
const evaluatePlay = ({ run, play, prompted }: Common, value: Value | undefined): Value | undefined => {
  try {
    const evaluated = value === undefined ? undefined : evaluateHostless(run, value, { node: play, prompted })
    return evaluated instanceof Omit ? undefined : evaluated
  } catch (error) {
    // No host fails: there are none yet, and the playbook is wrong.
    throw error instanceof TemplateError ? new UserError(error.diagnostic) : error
  }
}

interface Batch {
  readonly id: number
  readonly batch: readonly string[]
  /** Of the batch with the hosts that earlier plays lost. */
  readonly size: number
  readonly all: readonly string[]
  readonly progress: Progress
}

const beginBatch = (common: Common, { id, batch, size, all, progress }: Batch): PlayRun => {
  const { run, play, prompted, roles } = common
  const hosts = batch.map(hostRun)
  const remaining = (): string[] => hosts.filter(isIn).map(({ name }) => name)
  const hostsAll = [...all]
  const variables: PlayRun['variables'] = {
    play,
    roles: { all: [...roles.all], shared: [...roles.shared] },
    hostsAll,
    hosts: () =>
      hostsAll.filter((name) => !progress.out.has(name) && (!batch.includes(name) || remaining().includes(name))),
    batch: remaining,
    prompted,
    varsFiles: varsFiles({
      play,
      load: run.loadSync,
      templar: (host) => run.templar({ play: { ...variables, varsFiles: () => [] }, host }),
    }),
  }
  const steps = { all: false }
  const playRun: PlayRun = {
    runEntries: (entries, hosts) => runEntries(playRun, entries, hosts),
    runRole: (role, hosts) => runRole(playRun, role, hosts),
    run,
    play,
    project: progress.project,
    id,
    variables,
    hosts,
    out: progress.out,
    batchSize: size,
    handlers: [...playHandlers(play)],
    nextTaskId: () => ++progress.tasks,
    sharedTaskIds: new Map(),
    throttles: new WeakMap(),
    unusable: new Set(),
    start: progress.start,
    ended: { play: false, together: false },
    inStep: true,
    maxFailPercentage: percentage(evaluatePlay(common, play.max_fail_percentage), run.settings.maxFailPercentage),
    selected: selector(run, progress.project),
    confirm: (task) => confirmStep(run, task, steps),
    playKeyword: (value) => evaluatePlay(common, value) ?? null,
  }
  return playRun
}

const isIn = ({ state }: HostRun): boolean => state !== 'failed' && state !== 'unreachable'

const percentage = (written: Value | undefined, configured: number | undefined): number | undefined =>
  written === undefined || written === null
    ? configured
    : Number(typeof written === 'boolean' ? written : String(written).replace('%', ''))

const selector = (run: Run, project: Project): ((task: AnyTask) => boolean) => {
  const known = new WeakMap<AnyTask, boolean>()
  const { tags: only, skipTags: skip } = run.settings
  return (task) => {
    let selected = known.get(task)
    if (selected === undefined) {
      const tags = tagsOf(task, project.evaluate)
      selected = isSelected(tags, { only, skip })
      known.set(task, selected)
    }
    return selected
  }
}

/** `linear` goes through the play with all hosts in step; `free` and `host_pinned` with each for itself. */
const runBatch = async (playRun: PlayRun): Promise<void> => {
  const strategy = strategyOf(playRun)
  if (strategy === 'linear' || strategy === 'debug') return runSections(playRun, playRun.hosts)
  playRun.inStep = false
  warnOfPlay(playRun)
  await forAll(playRun.hosts, (host) => runSections(playRun, [host]))
}

/** The parts of a play, each followed by the handlers it notified. */
const runSections = async (playRun: PlayRun, hosts: readonly HostRun[]): Promise<void> => {
  const { play } = playRun
  // Whether any task asks for them or not: a play without tasks tells of wrong files too.
  for (const { name } of hosts) playRun.variables.varsFiles(name)
  await gatherFacts(playRun, hosts)
  await runEntries(playRun, play.pre_tasks, hosts)
  await flush(playRun, hosts)
  for (const role of play.roles)
    await runRole(
      playRun,
      role,
      hosts.filter(({ state }) => state === 'active'),
    )
  await runEntries(playRun, play.tasks, hosts)
  await flush(playRun, hosts)
  await runEntries(playRun, play.post_tasks, hosts)
  await flush(playRun, hosts)
}

const flush = (playRun: PlayRun, hosts: readonly HostRun[]): Promise<void> => {
  const written = playRun.play.force_handlers
  const force =
    written === undefined ? playRun.run.settings.forceHandlers : toBoolean(playRun.playKeyword(written)) === true
  return flushHandlers(playRun, hosts, force)
}
