/** `include_tasks` and `include_role`: each host says what it includes; hosts that include the same share it. */

import type { Diagnostic } from '../../errors.ts'
import { UserError } from '../../errors.ts'
import { roleOf } from '../../playbook/inheritance.ts'
import { asRunError } from '../../playbook/run-error.ts'
import { loadIncludedRole, loadIncludedTasks } from '../../playbook/tasks/load-included.ts'
import type { IncludeRole, IncludeTasks, Role } from '../../playbook/types.ts'
import { addedHandlers, importedHandlers } from '../../playbook/walk.ts'
import type { Templar } from '../../templating/templar.ts'
import { dumpJson } from '../../util/python-json.ts'
import { type Dict, dict, Omit, Unknown, type Value } from '../../values.ts'
import { type HostRun, isActive } from '../host-run.ts'
import type { PlayRun } from '../play-run.ts'
import type { Run } from '../run.ts'
import { whenHolds } from '../tasks/conditions.ts'
import { isHidden } from '../tasks/keywords.ts'
import type { Listener } from '../tasks/listener.ts'
import { loopItems, loopSettings, loopValues } from '../tasks/loop.ts'
import { loopResult } from '../tasks/loop-result.ts'
import { warnOfHiddenVariable } from '../tasks/loop-variable.ts'
import { type Recorder, recordOutcome } from '../tasks/record-outcome.ts'
import { mistakeResult, skippedResult } from '../tasks/results.ts'
import { announce, isOnce, stopOthers, taskTemplar } from '../tasks/run-task.ts'
import { includeFailure, roleFailure } from './include-failure.ts'

type Include = IncludeTasks | IncludeRole

/** One thing to include, and the hosts that do. */
interface Inclusion {
  /** Of an item of a loop: what it is and the name of its variable, as results have them. */
  readonly loopValue?: Dict | undefined
  readonly target: string
  readonly options: Readonly<Record<string, Value | undefined>>
  readonly vars: Dict
  readonly label: Value | undefined
  readonly hosts: HostRun[]
}

export const runIncludeTasks = (playRun: PlayRun, task: IncludeTasks, hosts: readonly HostRun[]): Promise<void> =>
  runInclude(playRun, task, {
    hosts,
    load: (inclusion) => {
      const { file, entries } = joining(playRun, () => loadIncludedTasks(playRun.project, task, inclusion))
      playRun.handlers.push(...importedHandlers(entries))
      return { shown: file, run: (included) => playRun.runEntries(entries, included) }
    },
  })

export const runIncludeRole = (playRun: PlayRun, task: IncludeRole, hosts: readonly HostRun[]): Promise<void> =>
  runInclude(playRun, task, {
    hosts,
    load: ({ target, options, vars }) => {
      const { role } = joining(playRun, () => loadIncludedRole(playRun.project, task, { name: target, options, vars }))
      joinPlay(playRun, role)
      return { shown: role.name, run: (included) => playRun.runRole(role, included) }
    },
  })

/** The role's handlers can be notified from now on; its variables are everybody's if it is public. */
const joinPlay = (playRun: PlayRun, role: Role): void => {
  playRun.handlers.push(...addedHandlers(role))
  const { roles } = playRun.variables
  if (role.public === true) roles.shared.push(role)
  // Until ansible-core 2.16 a role that keeps to itself was not among those of the play.
  if (role.public === true || playRun.run.settings.compat !== '2.14') roles.all.push(role)
}

/** What is read may import roles, which belong to the play from then on. */
const joining = <T>({ play, variables: { roles } }: PlayRun, load: () => T): T => {
  const before = play.importedRoles.length
  const loaded = load()
  const imported = play.importedRoles.slice(before)
  roles.all.push(...imported)
  roles.shared.push(...imported.filter((role) => role.public !== false))
  return loaded
}

interface Loaded {
  readonly shown: string
  readonly run: (hosts: readonly HostRun[]) => Promise<void>
}

interface How {
  readonly hosts: readonly HostRun[]
  readonly load: (inclusion: Inclusion) => Loaded
}

const runInclude = async (playRun: PlayRun, task: Include, how: How): Promise<void> => {
  const [first] = how.hosts
  const templar = taskTemplar(playRun, task, first!)
  const id = announce(playRun, task, templar)
  const once = isOnce(task, templar)
  const inclusions = collect(playRun, {
    task,
    id,
    hosts: once ? [first!] : how.hosts,
  })
  const loaded = inclusions.flatMap((inclusion) => include(playRun, { task, id, inclusion, load: how.load }))
  stopOthers(playRun, task, { templar, shared: once })
  for (const { run, hosts } of loaded) await run(hosts.filter(isActive))
}

interface Collecting {
  readonly task: Include
  readonly id: number
  readonly hosts: readonly HostRun[]
}

/** What each host includes; equal inclusions are one, in the order they are first met. */
const collect = (playRun: PlayRun, { task, id, hosts }: Collecting): readonly Inclusion[] => {
  const inclusions = new Map<string, Inclusion>()
  for (const host of hosts) {
    const recorder = recorderFor(playRun, { task, id, host })
    const wanted = wantedBy(playRun, { task, host, listener: recorder.listener })
    if ('result' in wanted) {
      const loop = wanted.result.has('results')
      recorder.record({ result: wanted.result, diagnostic: wanted.diagnostic, loop }, 0)
      continue
    }
    playRun.run.emit({ type: 'include-result', task: id, host: host.name, result: includeResult(task, wanted) })
    for (const one of wanted) {
      const known = inclusions.get(keyOf(one))
      if (known) known.hosts.push(host)
      else inclusions.set(keyOf(one), { ...one, hosts: [host] })
    }
  }
  return [...inclusions.values()]
}

/** With the items of a loop as its results. */
const includeResult = (task: Include, wanted: readonly Wanted[]): Dict => {
  const resultOf = ({ target, options, loopValue }: Wanted): Dict => {
    const args = { name: target, ...options }
    const own: Dict =
      task.kind === 'include_tasks'
        ? dict({ include: target, include_args: new Map() })
        : dict({ include_args: dict(args) })
    return loopValue ? new Map([...own, ...loopValue]) : own
  }
  const results = wanted.map(resultOf)
  if (!wanted[0]?.loopValue) return results[0]!.set('changed', false)
  return dict({ results, msg: 'All items completed', changed: false })
}

interface RecorderPlace {
  readonly task: Include
  readonly id: number
  readonly host: HostRun
  readonly alwaysCounts?: boolean
}

const recorderFor = (playRun: PlayRun, at: RecorderPlace): Recorder =>
  recordOutcome({
    taskRun: { playRun, task: at.task, id: at.id },
    host: at.host,
    sharing: [at.host],
    templar: taskTemplar(playRun, at.task, at.host),
    alwaysCounts: at.alwaysCounts === true,
  })

type Wanted = Pick<Inclusion, 'target' | 'options' | 'vars' | 'label' | 'loopValue'>
interface NotIncluded {
  readonly result: Dict
  readonly diagnostic?: Diagnostic
}

interface Asking {
  readonly task: Include
  readonly host: HostRun
  /** Hears of the items of a loop that are passed over. */
  readonly listener: Listener
}

/** What the host includes, one for each item of a loop; or the result that says why nothing. */
const wantedBy = (playRun: PlayRun, asking: Asking): readonly Wanted[] | NotIncluded => {
  const { task, host } = asking
  try {
    const templar = taskTemplar(playRun, task, host)
    const values = loopOrSkipped(task, templar)
    if (values instanceof Unknown) return { result: skippedResult(`the loop is known after apply: ${values.reason}`) }
    if (values === undefined) return oneWanted(task, templar, new Map())
    if (values.length === 0)
      return { result: dict({ changed: false, skipped: true, skipped_reason: 'No items in the list', results: [] }) }
    return looped(playRun, { ...asking, templar, values })
  } catch (error) {
    if (error instanceof UserError && error.exitStatus === 1) throw error
    return mistakeResult(error, playRun.run.settings)
  }
}

const loopOrSkipped = (task: Include, templar: Templar): ReturnType<typeof loopValues> => {
  try {
    return loopValues(task, templar)
  } catch (error) {
    if (error instanceof UserError && whenHolds(task, templar).holds !== true) return undefined
    throw error
  }
}

interface Looped extends Asking {
  readonly templar: Templar
  readonly values: readonly Value[]
}

const looped = (
  playRun: PlayRun,
  { task, host, listener, templar, values }: Looped,
): readonly Wanted[] | NotIncluded => {
  const settings = loopSettings(task.loop_control, templar)
  warnOfHiddenVariable(playRun.run, task, { variable: settings.variable, templar })
  const rounds = loopItems(values, settings, { written: task.loop, templar }).map(({ value, locals }) => {
    const itemTemplar = playRun.run.templar({ play: playRun.variables, host: host.name, task, locals })
    const wanted = oneWanted(task, itemTemplar, locals)
    const label = settings.label === undefined ? value : itemTemplar.evaluate(settings.label)
    const loopValue: Dict = new Map([
      [settings.variable, value],
      ['ansible_loop_var', settings.variable],
    ])
    if (!('result' in wanted)) return wanted.map((one) => ({ ...one, label, loopValue }))
    const result: Dict = new Map([...wanted.result, ...loopValue])
    const hidden = isHidden(task, itemTemplar, playRun.run.settings)
    listener.onItem({ outcome: { result }, label, ignored: false, hidden })
    return result
  })
  const included = rounds.flatMap((round) => (Array.isArray(round) ? round : []))
  return included.length > 0 ? included : { result: loopResult(rounds as readonly Dict[]) }
}

const oneWanted = (task: Include, templar: Templar, locals: Dict): readonly Wanted[] | NotIncluded => {
  const verdict = whenHolds(task, templar)
  if (verdict.holds !== true) return { result: skippedResult('Conditional result was False', verdict.condition) }
  const target = task.kind === 'include_tasks' ? String(templar.evaluate(task.file)) : roleWanted(task, templar)
  const options = task.kind === 'include_role' ? evaluatedOptions(task, templar) : {}
  return [{ target, options, vars: locals, label: undefined }]
}

/** The role's name; it is asked for once the task is done, so a mistake in it ends the run. */
const roleWanted = ({ role }: IncludeRole, templar: Templar): string => {
  try {
    return String(templar.evaluate(role))
  } catch (error) {
    throw asRunError(error)
  }
}

const evaluatedOptions = (task: IncludeRole, templar: Templar): Readonly<Record<string, Value | undefined>> =>
  Object.fromEntries(
    Object.entries(task.options).flatMap(([name, value]) => {
      const evaluated = templar.evaluate(value as Value)
      return evaluated instanceof Omit ? [] : [[name, evaluated]]
    }),
  )

const keyOf = ({ target, options, vars }: Wanted): string =>
  dumpJson([target, new Map(Object.entries(options) as [Value, Value][]), vars], { other: String })

interface Including {
  readonly task: Include
  readonly id: number
  readonly inclusion: Inclusion
  readonly load: How['load']
}

/** What is written wrongly ends the run, whatever is said of errors. */
const isMistake = (error: unknown): boolean => error instanceof UserError && error.exitStatus === 4

/** Reads what is included and reports it; hosts fail when it can't be read. Nothing of it is run yet. */
const include = (
  playRun: PlayRun,
  { task, id, inclusion, load }: Including,
): readonly (Loaded & { hosts: HostRun[] })[] => {
  const { run } = playRun
  const hosts = inclusion.hosts.filter(isActive)
  try {
    const loaded = load(inclusion)
    if (isReported(task, run)) {
      const names = hosts.map(({ name }) => name)
      const { label, loopValue } = inclusion
      run.emit({ type: 'included', task: id, file: loaded.shown, hosts: names, label, item: loopValue })
      const role = roleOf(task)
      for (const host of hosts) {
        run.stats.count(host.name, 'ok')
        if (role) host.rolesTouched.add(role)
      }
    }
    return [{ ...loaded, hosts }]
  } catch (error) {
    if (isMistake(error)) throw error
    const failure = task.kind === 'include_role' ? roleFailure(error, run.emit) : includeFailure(error)
    for (const host of hosts) {
      host.includeFailed = true
      recorderFor(playRun, { task, id, host, alwaysCounts: true }).record({ ...failure, loop: false }, 0)
    }
    return []
  }
}

/** Until ansible-core 2.17 the inclusion of a role was neither told nor counted. */
const isReported = (task: Include, run: Run): boolean => task.kind === 'include_tasks' || run.settings.compat !== '2.14'
