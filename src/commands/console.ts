/** `runbook console [PATTERN]`: tasks one after the other on some hosts, as ansible-console runs them. */
import { homedir, userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { Config } from '../config/config.ts'
import { UserError } from '../errors.ts'
import type { EventSink } from '../events.ts'
import { formatDiagnostic } from '../format-diagnostic.ts'
import { painter, wantsColor } from '../reporters/colors.ts'
import type { RunOptions } from '../startup/run-options.ts'
import { adhocOutput } from './adhoc.ts'
import { INTERRUPTED } from './ask-password.ts'
import { consoleCommands } from './console/commands.ts'
import { complete } from './console/complete.ts'
import { tellHelp } from './console/help.ts'
import { readLine } from './console/line.ts'
import { readLines } from './console/read-lines.ts'
import { runTask } from './console/run-task.ts'
import { type Choices, isSuperuser, promptText, type Session } from './console/session.ts'
import { INTERRUPTED_STATUS, onInterrupt } from './on-interrupt.ts'
import { openReporter } from './open-reporter.ts'
import { newCommand, patternOptions } from './options/groups.ts'
import { type Given, parseArguments } from './options/parse-arguments.ts'
import { inPlaybookDir, runOptions, text } from './options/run-options.ts'
import { whole } from './options/values.ts'
import { openTerminal } from './terminal.ts'

/** Talks until the person leaves, and gives the exit status. */
export const consoleCommand = async (args: readonly string[]): Promise<number> => {
  const parsed = parseArguments(consoleOptions(), args)
  if (!parsed) return 0
  const early: string[] = []
  const config = new Config(process.env, process.cwd(), (message) => early.push(message))
  const { given } = parsed
  const options = inPlaybookDir(runOptions(given, resolve(text(given, 'playbookDir') ?? '.')), given, config)
  const telling = await openTelling({ given, options, config })
  for (const message of early) telling.emit({ type: 'notice', level: 'warning', message })
  const session = await openSession({ given, options, config }, parsed.args[0] ?? 'all', telling)
  try {
    return await converse(session, { telling, config })
  } finally {
    await session.opened.run.connections.close()
    await telling.close()
  }
}

const consoleOptions = (): Command =>
  patternOptions(
    newCommand(
      'runbook console',
      '[options] [pattern]',
      'Runs tasks that are typed one after the other on the hosts of a pattern.',
    )
      .argument('[pattern]', 'the hosts (default: all)')
      .option('--step', 'ask before each task')
      .option('--task-timeout <seconds>', 'give up a task after so long', whole),
  )

interface Asked {
  readonly given: Given
  readonly options: RunOptions
  readonly config: Config
}

/** Shows events; from how much on, may be changed between two tasks. */
interface Telling {
  readonly emit: EventSink
  setVerbosity(verbosity: number): Promise<void>
  close(): Promise<void>
}

const openTelling = async ({ given, options, config }: Asked): Promise<Telling> => {
  const open = (verbosity: number) =>
    openReporter({ ...options, verbosity }, config, adhocOutput(given, options, config))
  let reporting = await open(options.verbosity)
  let level = options.verbosity
  return {
    emit: (event) => reporting.emit(event),
    setVerbosity: async (verbosity) => {
      if (verbosity === level) return
      await reporting.reporter.close()
      reporting = await open(verbosity)
      level = verbosity
    },
    close: async () => reporting.reporter.close(),
  }
}

const openSession = async ({ given, options, config }: Asked, pattern: string, telling: Telling): Promise<Session> => {
  const { openRun } = await import('../startup/open-run.ts')
  const { targetHosts } = await import('../startup/target-hosts.ts')
  const terminal = openTerminal(() => undefined)
  const surroundings = { config, terminal, emit: telling.emit, signal: new AbortController().signal }
  const opened = await openRun(options, surroundings)
  const hosts = targetHosts(opened, pattern, { limit: options.limit, config })
  const choices = choicesOf({ given, options, config }, pattern)
  return {
    choices,
    opened,
    hosts,
    user: userInfo().username,
    print: (line) => terminal.print(`${line}\n`),
    error: (message) =>
      // What tells of a place keeps its lines.
      telling.emit({ type: 'notice', level: 'error', message, asWritten: message.includes('\n') ? true : undefined }),
    detail: (message) => {
      if (choices.verbosity > 0) terminal.print(`${message}\n`)
    },
  }
}

const choicesOf = ({ given, options, config }: Asked, pattern: string): Choices => ({
  pattern,
  remoteUser: options.user ?? config.text('DEFAULT_REMOTE_USER'),
  become: options.become || config.flag('DEFAULT_BECOME'),
  becomeUser: options.becomeUser,
  becomeMethod: options.becomeMethod,
  check: options.check,
  diff: options.diff || config.flag('DIFF_ALWAYS'),
  forks: options.forks ?? config.number('DEFAULT_FORKS') ?? 5,
  verbosity: options.verbosity + (config.number('DEFAULT_VERBOSITY') ?? 0),
  timeout: (given.taskTimeout as number | undefined) ?? config.number('TASK_TIMEOUT') ?? 0,
  collections: [],
})

interface Talk {
  readonly telling: Telling
  readonly config: Config
}

/** Gives the exit status: that of the signal which ended a task and the conversation with it. */
const converse = async (session: Session, { telling, config }: Talk): Promise<number> => {
  const isModule = (name: string): boolean => session.opened.project.knownAction(name)
  const names = { isModule, isCommand: (name: string): boolean => consoleCommands.has(name) }
  session.print('Welcome to the runbook console. Type help or ? to list commands.\n')
  const lines = readLines({
    prompt: prompter(session, config),
    complete: (line) => complete(session, line),
    historyFile: join(homedir(), '.runbook-console_history'),
  })
  for await (const typed of lines) {
    const line = readLine(typed, names)
    if (line.kind === 'exit') break
    if (line.kind === 'help') await tellHelp(session, line.topic)
    if (line.kind === 'command') consoleCommands.get(line.name)!.run(session, line.argument)
    await telling.setVerbosity(session.choices.verbosity)
    if (line.kind !== 'task') continue
    const ended = await attempt(session, { ...line, emit: telling.emit })
    if (ended !== undefined) return ended
  }
  session.print('\nThe console was exited.')
  return 0
}

const prompter = (session: Session, config: Config): (() => string) => {
  const colors = { highlight: config.text('COLOR_CONSOLE_PROMPT'), error: config.text('COLOR_ERROR') }
  const isColored = config.flag('ANSIBLE_FORCE_COLOR') || wantsColor(process.env, process.stdout.isTTY === true)
  const paint = painter(isColored && !config.flag('ANSIBLE_NOCOLOR'), {
    ...(colors.highlight !== undefined && { highlight: colors.highlight }),
    ...(colors.error !== undefined && { error: colors.error }),
  })
  return () => paint(promptText(session), isSuperuser(session.choices) ? 'error' : 'highlight')
}

interface Attempted {
  readonly module: string
  readonly args: string
  readonly emit: EventSink
}

/**
 * Runs a task; a mistake in it is told and the conversation goes on, as it does after Ctrl-C. Gives the exit status where
 * another signal ends it.
 */
const attempt = async (session: Session, task: Attempted): Promise<number | undefined> => {
  const interruption = onInterrupt()
  try {
    await runTask(session, { ...task, signal: interruption.signal })
    if (interruption.signal.aborted) session.error(INTERRUPTED)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    session.error(formatDiagnostic(error.diagnostic))
  } finally {
    interruption.stop()
  }
  const status = interruption.status()
  return status === INTERRUPTED_STATUS ? undefined : status
}
