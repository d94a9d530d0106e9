/** Runs playbooks in process, in a throw-away directory, and tells what happened as plain data. */
import { deepStrictEqual } from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Config } from '../../src/config/config.ts'
import { UserError } from '../../src/errors.ts'
import type { Event, HostResult, HostStats, Notice } from '../../src/events.ts'
import { runPlaybook } from '../../src/run-playbook.ts'
import type { RunOptions } from '../../src/startup/run-options.ts'
import { askReference, asksReference, type Outline, outlineOf } from './ask-reference.ts'
import { plain } from './plain.ts'

/** The files of a project by name; `site.yml` is the playbook, `hosts` the inventory (a, b and c unless told). */
export type Files = Readonly<Record<string, string>>

/** How to run it: options of the command line, and what surrounds it. */
export interface SiteOptions extends Partial<Omit<RunOptions, 'playbooks' | 'inventories'>> {
  readonly playbooks?: readonly string[]
  readonly inventories?: readonly string[]
  /** Variables of the environment, such as `ANSIBLE_GATHERING` (`explicit` unless told). */
  readonly environment?: Readonly<Record<string, string>>
  /** What the person at the terminal answers, in turn. */
  readonly answers?: readonly string[]
  readonly signal?: AbortSignal
  /** Says in which way the reference differs on purpose; it is not asked then. */
  readonly differs?: string
  /** Hears each event as it happens. */
  readonly onEvent?: (event: Event) => void
}

/** What happened. */
export interface SiteRun {
  /** The exit status; `undefined` when a mistake ended the run before it began. */
  readonly status: number | undefined
  readonly error: UserError | undefined
  readonly events: readonly Event[]
  /** A line for each result: `task: host status`, with `[item]` before the status in loops. */
  readonly steps: readonly string[]
  /** The names of tasks in the order they began. */
  readonly tasks: readonly string[]
  /** What `debug` showed, in order. */
  readonly said: readonly unknown[]
  saidBy(host: string): readonly unknown[]
  /** Counts that are not 0. */
  readonly recap: Readonly<Record<string, Partial<HostStats>>>
  /** The result of a task by its name, on the first host that has one unless told. */
  result(task: string, host?: string): Readonly<Record<string, unknown>>
  /** Its whole event. */
  hostResult(task: string, host?: string): HostResult
  readonly notices: readonly string[]
  /** What was printed, as for `--list-tasks`. */
  readonly printed: string
  /** The questions that were put to the person. */
  readonly asked: readonly string[]
  /** How many exchanges there were with all hosts together; counted with `verbosity: 4` only. */
  readonly exchanges: number
}

export interface Site {
  readonly directory: string
  run(options?: SiteOptions): Promise<SiteRun>
  write(name: string, text: string): void
  read(name: string): string
}

const threeHosts = `a
b
c
[all:vars]
ansible_connection=local
`

/** Makes a project, uses it and removes it. */
export const inSite = async <T>(files: Files, use: (site: Site) => Promise<T>): Promise<T> => {
  const directory = mkdtempSync(join(tmpdir(), 'runbook-site-'))
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(directory, name)), { recursive: true })
    writeFileSync(join(directory, name), text)
  }
  try {
    for (const [name, text] of Object.entries({ hosts: threeHosts, 'ansible.cfg': '', ...files })) write(name, text)
    return await use({
      directory,
      write,
      run: (options = {}) => run(directory, options),
      read: (name) => readFileSync(join(directory, name), 'utf8'),
    })
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

/** Runs a project once. A text is its playbook. */
export const runSite = (files: Files | string, options: SiteOptions = {}): Promise<SiteRun> =>
  inSite(typeof files === 'string' ? { 'site.yml': files } : files, (site) => site.run(options))

const run = async (directory: string, given: SiteOptions): Promise<SiteRun> => {
  const { environment = {}, answers = [], signal, onEvent, differs, ...options } = given
  const events: Event[] = []
  const asked: string[] = []
  const printed: string[] = []
  const left = [...answers]
  const env = { ANSIBLE_GATHERING: 'explicit', ANSIBLE_CONFIG: join(directory, 'ansible.cfg'), ...environment }
  const answer = (question: string): string => {
    asked.push(question)
    return left.shift() ?? ''
  }
  const within = (name: string): string => join(directory, name)
  const ended = await orMistake(
    runPlaybook(
      {
        ...defaults,
        directory,
        ...options,
        playbooks: (options.playbooks ?? ['site.yml']).map(within),
        inventories: (options.inventories ?? ['hosts']).map(within),
      },
      {
        config: new Config(env, directory, () => {}),
        terminal: {
          prompt: async ({ text }) => answer(text),
          password: async (text) => answer(text),
          note: () => {},
          askPasswords: async ({ connectionPassword: connection, becomePassword: become }) => ({ connection, become }),
          print: (text) => printed.push(text),
          warn: () => {},
        },
        emit: (body) => {
          const event = { time: 0, ...body }
          events.push(event)
          onEvent?.(event)
        },
        signal: signal ?? new AbortController().signal,
      },
    ),
  )
  if (asksReference && differs === undefined && ended.status !== undefined)
    await compare(directory, given, outlineOf(events, ended.status))
  return { ...ended, events, asked, printed: printed.join(''), ...told(events) }
}

/** Both ran in the same directory, runbook first: a site that changes it is told apart by `differs`. */
const compare = async (directory: string, given: SiteOptions, outline: Outline): Promise<void> => {
  const reference = await askReference(directory, given)
  if (reference) deepStrictEqual(outline, reference, 'the reference has another outline')
}

const orMistake = async (
  status: Promise<number>,
): Promise<{ readonly status: number | undefined; readonly error: UserError | undefined }> => {
  try {
    return { status: await status, error: undefined }
  } catch (error) {
    if (error instanceof UserError) return { status: undefined, error }
    throw error
  }
}

/** What an event stream says, in the forms that tests compare. */
const told = (events: readonly Event[]) => {
  const starts = events.filter((event) => event.type === 'task-start')
  const names = new Map(starts.map(({ task, name }) => [task, name]))
  const results = events.filter((event) => event.type === 'host-result')
  const said = (wanted: (host: string) => boolean): readonly unknown[] =>
    inOrder(events.filter(isResult)).flatMap((event) =>
      isDebug(event, wanted, starts) ? [shown(plain(event.result))] : [],
    )
  const hostResult = (task: string, host?: string): HostResult => {
    const found = results.find((one) => names.get(one.task) === task && (host === undefined || one.host === host))
    if (!found) throw new Error(`"${task}" has no result${host ? ` on ${host}` : ''}; there are ${[...names.values()]}`)
    return found
  }
  return {
    steps: inOrder(events.filter(isResult)).map((event) => stepOf(event, names)),
    tasks: starts.map(({ name }) => name),
    said: said(() => true),
    saidBy: (host: string) => said((name) => name === host),
    recap: recapOf(events),
    hostResult,
    result: (task: string, host?: string) => plain(hostResult(task, host).result) as Record<string, unknown>,
    notices: events.flatMap((event) => (event.type === 'notice' && !isVerbose(event) ? [event.message] : [])),
    exchanges: events.filter((event) => event.type === 'notice' && event.message.startsWith('EXEC ')).length,
  }
}

/** What is shown only to those who asked for more. */
const isVerbose = ({ level, verbosity = 1 }: Notice): boolean => level === 'verbose' && verbosity > 0

type Shown = Event & ({ readonly type: 'host-result' } | { readonly type: 'item-result' })

const isResult = (event: Event): event is Shown => event.type === 'host-result' || event.type === 'item-result'

/** Hosts work at the same time: results of a task that follow each other are put in the order of host names. */
const inOrder = (results: readonly Shown[]): readonly Shown[] => {
  const runs: Shown[][] = []
  for (const result of results) {
    const last = runs.at(-1)
    if (last?.[0]?.task === result.task) last.push(result)
    else runs.push([result])
  }
  return runs.flatMap((run) => run.toSorted((a, b) => (a.host < b.host ? -1 : a.host > b.host ? 1 : 0)))
}

const stepOf = (event: Shown, names: ReadonlyMap<number, string>): string => {
  const item = event.type === 'item-result' ? ` [${JSON.stringify(plain(event.label))}]` : ''
  const mark = event.ignored ? ' (ignored)' : ''
  return `${names.get(event.task)}: ${event.host}${item} ${event.status}${mark}`
}

const isDebug = (
  event: Shown,
  wanted: (host: string) => boolean,
  starts: readonly (Event & { readonly type: 'task-start' })[],
): boolean => {
  const told = event.type === 'item-result' || (event.type === 'host-result' && !event.loop)
  if (!told || event.status !== 'ok' || !wanted(event.host)) return false
  const action = starts.find(({ task }) => task === event.task)?.action
  return action === 'debug' || action === 'ansible.builtin.debug'
}

/** The message, or the value of `var`. */
const shown = (result: unknown): unknown => {
  const entries = Object.entries(result as object).filter(([name]) => !/^_ansible|^changed$|^failed$/.test(name))
  const message = entries.find(([name]) => name === 'msg') ?? entries[0]
  return message?.[1]
}

const recapOf = (events: readonly Event[]): Record<string, Partial<HostStats>> => {
  const stats = events.findLast((event) => event.type === 'stats')
  return Object.fromEntries(
    [...(stats?.hosts ?? [])].map(([host, counts]) => [
      host,
      Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0)),
    ]),
  )
}

const defaults: Omit<RunOptions, 'playbooks' | 'inventories' | 'directory'> = {
  limit: undefined,
  extraVars: [],
  tags: [],
  skipTags: [],
  check: false,
  diff: false,
  forks: undefined,
  verbosity: 0,
  step: false,
  startAtTask: undefined,
  forceHandlers: false,
  flushCache: false,
  list: { hosts: false, tasks: false, tags: false },
  syntaxCheck: false,
  user: undefined,
  privateKey: undefined,
  connection: undefined,
  timeout: undefined,
  sshCommonArgs: undefined,
  sshExtraArgs: undefined,
  become: false,
  becomeMethod: undefined,
  becomeUser: undefined,
  askPass: false,
  askBecomePass: false,
  connectionPassword: undefined,
  becomePassword: undefined,
  vaultIds: [],
  vaultPasswordFiles: [],
  askVaultPass: false,
  output: undefined,
  compat: '2.14',
}
