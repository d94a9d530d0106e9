/** Where a task's commands run: the host itself or the one it is delegated to, as whom, with which environment. */

import { userInfo } from 'node:os'
import { type ConnectionSettings, type SshSettings, Unreachable } from '../../connection/connection.ts'
import { UserError } from '../../errors.ts'
import { allEnvironment, inherited } from '../../playbook/inheritance.ts'
import type { AnyTask } from '../../playbook/types.ts'
import { becomeCommand, isBecomeMethod } from '../../remote/become.ts'
import type { Effect } from '../../remote/effect.ts'
import type { Become, ExchangeOptions, RemoteHost, RemoteShell } from '../../remote/remote-host.ts'
import { str } from '../../templating/python/repr.ts'
import type { Templar } from '../../templating/templar.ts'
import { TemplateError } from '../../templating/template-error.ts'
import { type Dict, isDict, Omit, omit, type Value } from '../../values.ts'
import type { PlayRun } from '../play-run.ts'
import type { Run } from '../run.ts'
import { evaluated } from '../tasks/keywords.ts'
import { warnOnce } from '../warn-once.ts'
import { becomeSettings, connectionSettings } from './connection-settings.ts'
import { type Reach, variable } from './reach.ts'

export interface Target {
  /** The inventory's name of the host that commands run on. */
  readonly name: string
  /** That name, when the task is delegated. */
  readonly delegatedTo: string | undefined
  /** Its `ansible_host`. */
  readonly address: string | undefined
  /** Made when it is asked for: a task that stays on the controller needs to reach no host. */
  readonly remote: RemoteShell
  /** Ends what this run keeps open there as a user that is about to be changed. */
  release(user: string): Promise<void>
  readonly environment: ReadonlyMap<string, string>
  /** What a dry run has planned for it. */
  readonly effects: Effect[]
}

/** Who runs the task, with its templates. */
export interface Asker {
  readonly playRun: PlayRun
  readonly task: AnyTask
  readonly host: string
  readonly templar: Templar
  readonly locals?: Dict | undefined
}

/** The target of a task for one host and item. Nothing is connected to yet. */
export const targetOf = (asker: Asker): Target => {
  const { playRun, task, host, templar } = asker
  const { run } = playRun
  const delegatedTo = delegate(asker)
  const name = delegatedTo === undefined ? host : run.hosts.resolve(delegatedTo)
  let remote: RemoteShell | undefined
  const reach = { task, host: name, settings: run.settings, templar: templarFor(asker, name) }
  return {
    name,
    delegatedTo,
    address: delegatedTo === undefined ? undefined : variable(reach, 'ansible_host', 'ansible_ssh_host'),
    get remote() {
      remote ??= remoteShell(run, reach)
      return remote
    },
    release: (user) => remoteHost(run, reach).release(user),
    environment: environmentOf(task, templar),
    effects: run.effects(name),
  }
}

/** What an exchange with the target needs besides its steps. */
export const exchangeOptions = (target: Target, signal?: AbortSignal): ExchangeOptions => ({
  environment: target.environment.size > 0 ? target.environment : undefined,
  signal,
})

const remoteShell = (run: Run, reach: Reach): RemoteShell => remoteHost(run, reach).as({ become: becomeOf(run, reach) })

const remoteHost = (run: Run, reach: Reach): RemoteHost => {
  const settings = connectionSettings(reach)
  if (settings.transport === 'ssh') judgeArguments(run, settings)
  return run.connections.get(reach.host, settings)
}

/** `ssh` would take a word that is no option for the host. */
const judgeArguments = (run: Run, { strays: [stray] = [], unhonoured = [] }: SshSettings): void => {
  if (stray !== undefined) throw new Unreachable(`"${stray}" is no option of ssh, which would take it for the host`)
  if (unhonoured.length > 0) warnOfUnhonoured(run, unhonoured)
}

/** Who is to be become; nobody where that is who logs in. */
const becomeOf = (run: Run, reach: Reach): Become | undefined => {
  const become = becomeSettings(reach)
  if (!become) return undefined
  const isSameUser = isBecomeMethod(become.method) && become.user === loginUser(connectionSettings(reach))
  const chosen = isSameUser && !reach.settings.become.allowSameUser ? undefined : become
  if (chosen && run.settings.verbosity >= 4) tellBecome(run, reach.host, chosen)
  return chosen
}

const loginUser = (settings: ConnectionSettings): string | undefined =>
  settings.transport === 'local' ? localUser() : settings.user

/** Also where the user has no entry in the machine's list of users. */
const localUser = (): string | undefined => {
  try {
    return userInfo().username
  } catch {
    return undefined
  }
}

const tellBecome = (run: Run, host: string, become: Become): void =>
  run.emit({ type: 'notice', level: 'verbose', verbosity: 4, host, message: `EXEC ${becomeCommand(become)}` })

/** Connection variables are those of the host that is reached, not of the host the task runs for. */
const templarFor = ({ playRun, task, host, templar, locals }: Asker, name: string): Templar =>
  name === host ? templar : playRun.run.templar({ play: playRun.variables, host: name, task, locals })

/** An empty `delegate_to` fails the task even where a condition would skip it; one that is undefined does not. */
export const refuseEmptyDelegate = (asker: Asker): void => {
  if (inherited(asker.task, 'delegate_to') === undefined) return
  try {
    delegate(asker)
  } catch (error) {
    if (!(error instanceof TemplateError) || error.kind !== 'undefined') throw error
  }
}

const delegate = ({ task, templar }: Asker): string | undefined => {
  const written = inherited(task, 'delegate_to')
  const value = written === undefined || written === '' ? undefined : templar.evaluate(written)
  if (value === undefined || value === null || value instanceof Omit) return undefined
  if (typeof value === 'string' && value !== '') return value
  const position = task.keywords.get('delegate_to') ?? task.position
  throw new UserError({ message: `Empty hostname produced from delegate_to: "${String(written)}"`, position })
}

/** The `environment` of the task and what is around it, inner ones winning. */
export const environmentOf = (task: AnyTask, templar: Templar): ReadonlyMap<string, string> => {
  const all = new Map<string, string>()
  for (const written of allEnvironment(task)) addEnvironment(all, resolved(written, templar))
  return all
}

const resolved = (written: Value, templar: Templar): Value | undefined =>
  isDict(written)
    ? new Map([...written].map(([name, value]) => [name, unlessWanting(value, templar)]))
    : evaluated(written, templar)

/** Left out is what needs the host's environment before that is known: gathering the facts is what makes it known. */
const unlessWanting = (value: Value, templar: Templar): Value => {
  try {
    return templar.evaluate(value)
  } catch (error) {
    if (error instanceof TemplateError && error.message.startsWith("'ansible_env' is undefined")) return omit
    throw error
  }
}

const addEnvironment = (all: Map<string, string>, value: Value | undefined): void => {
  if (Array.isArray(value)) for (const one of value) addEnvironment(all, one)
  if (isDict(value)) for (const [name, text] of value) if (!(text instanceof Omit)) all.set(String(name), str(text))
}

const warnOfUnhonoured = (run: Run, unhonoured: readonly string[]): void => {
  for (const argument of unhonoured)
    warnOnce(run, `the argument "${argument}" for ssh has no effect; the connection plugin openssh would honour it`)
}
