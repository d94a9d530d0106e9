/** What `command` and `shell` have in common: conditions, working directory, standard input, times, result. */
import type { Answer } from '../../remote/answer.ts'
import type { Effect } from '../../remote/effect.ts'
import { exists } from '../../remote/queries/exists.ts'
import type { Step } from '../../remote/remote-host.ts'
import { lines, quote, type ShellScript, sh } from '../../remote/sh.ts'
import { dateTimeText, durationText } from '../../util/python-time.ts'
import { type Dict, dict, Unknown, type Value } from '../../values.ts'
import type { ActionContext, ActionResult } from '../kit/action.ts'
import { bool, path, str } from '../kit/option.ts'
import { expandedWord, globMatches } from './expand.ts'
import { type ErrorCode, errorNumber, errorText } from './python-error.ts'
import { withLines } from './with-lines.ts'

/** The options that `command` and `shell` share. */
export const commandOptions = {
  chdir: path({ help: 'Change into this directory before running the command.' }),
  creates: path({ help: 'A path or pattern; when something matches, the command is not run.' }),
  removes: path({ help: 'A path or pattern; when nothing matches, the command is not run.' }),
  executable: str({ help: 'The shell that runs the command, as an absolute path.' }),
  stdin: str({ help: 'What the command reads from its standard input.' }),
  stdin_add_newline: bool({ default: true, help: 'Append a newline to stdin.' }),
  strip_empty_ends: bool({ default: true, help: 'Remove newlines at the end of stdout and stderr.' }),
}

export interface CommandSettings {
  readonly chdir: string | undefined
  readonly creates: string | undefined
  readonly removes: string | undefined
  readonly stdin: string | undefined
  readonly stdin_add_newline: boolean
  readonly strip_empty_ends: boolean
}

export interface CommandLine {
  /** Shown as `cmd`. */
  readonly cmd: Value
  readonly script: ShellScript
  /** The program that must be there; looked up in PATH. */
  readonly program?: string | undefined
}

type Context = ActionContext<CommandSettings>

/** Statuses of the script that decides whether to run. */
const refused = {
  directory: 91,
  exists: 92,
  missing: 93,
  noProgram: 94,
  notExecutable: 95,
  denied: 96,
  noDirectory: 97,
}

/** Runs the command on the host unless `creates` or `removes` speak against it. */
export const runCommand = async (context: Context, command: CommandLine): Promise<ActionResult> => {
  const { options, environment, signal } = context
  const steps: Step[] = [
    { script: lines(preconditions(options, command.program), clock), guarded: true, light: true },
    { script: sh`${enter(options.chdir)}${command.script}`, guarded: true, stdin: stdinOf(options) },
    { script: clock, inline: true, light: true },
  ]
  const [before, answer, after] = await context.remote.exchange(steps, { environment, signal })
  const otherwise = unknownResult(command)
  if (answer === undefined) {
    const status = before?.status ?? 0
    const isLacking = status === refused.noProgram || status === refused.directory
    return { result: notRun(options, command, status), otherwise: isLacking ? otherwise : undefined }
  }
  return {
    result: ran(options, command, { answer, start: seconds(before), end: seconds(after) }),
    otherwise: answer.status === statusOfMissing ? otherwise : undefined,
  }
}

/** What a shell ends with that doesn't find a program. */
const statusOfMissing = 127

/** The outputs of a command that only a real run can run. */
const unknownResult = ({ cmd }: CommandLine): Dict => {
  const unknown = new Unknown(`the output of ${quote(cmdText(cmd))}`)
  const outputs = { rc: unknown, stdout: unknown, stderr: unknown, stdout_lines: unknown, stderr_lines: unknown }
  return dict({ ...blank, cmd, ...outputs })
}

/** What would be known without running it. */
export const predictCommand = async (context: Context, command: CommandLine): Promise<ActionResult> => {
  const { options, environment, signal } = context
  const conditions = options.creates !== undefined || options.removes !== undefined
  if (options.creates !== undefined && (await context.look({ there: exists(options.creates) })).there)
    return { result: notRun(options, command, refused.exists, 'Would') }
  if (conditions) {
    const [answer] = await context.remote.exchange([{ script: preconditions(options, undefined) }], {
      environment,
      signal,
    })
    if (answer?.status === refused.exists || answer?.status === refused.missing) {
      return { result: notRun(options, command, answer.status, 'Would') }
    }
  }
  const decided = conditions ? { changed: true } : { changed: false, skipped: true }
  const msg = 'Command would have run if not in check mode'
  const result: Dict = new Map([...dict(decided), ...unknownResult(command), ...dict({ msg })])
  return { result, effects: effectsOf(options, cmdText(command.cmd)) }
}

/** It makes what it says it creates, and anything else besides. */
const effectsOf = ({ creates }: CommandSettings, cause: string): readonly Effect[] => [
  { kind: 'anything', cause: quote(cause) },
  ...(creates?.startsWith('/') && !/[*?[]/.test(creates) ? [{ kind: 'path', path: creates, stat: {} } as const] : []),
]

/** The failure of a task that names no command. */
export const noCommand = (msg = 'no command given', cmd: Value = null): ActionResult => ({
  result: withLines(dict({ failed: true, changed: false, ...blank, cmd, stdout: '', stderr: '', rc: 256, msg })),
})

const blank = { start: null, end: null, delta: null }

const enter = (chdir: string | undefined): ShellScript =>
  chdir === undefined ? sh`` : sh`cd -P -- ${expandedWord(chdir)} || exit; `

const stdinOf = ({ stdin, stdin_add_newline }: CommandSettings): Buffer | undefined =>
  stdin === undefined ? undefined : Buffer.from(stdin_add_newline ? `${stdin}\n` : stdin)

/** Ends with one of the statuses of `refused` when the command is not to run. */
const preconditions = (options: CommandSettings, program: string | undefined): ShellScript =>
  lines(
    options.chdir === undefined ? sh`` : changeDirectory(options.chdir),
    options.creates === undefined ? sh`` : sh`if ${globMatches(options.creates)}; then exit ${refused.exists}; fi`,
    options.removes === undefined ? sh`` : sh`${globMatches(options.removes)} || exit ${refused.missing}`,
    program === undefined ? sh`` : lookUp(program),
  )

const changeDirectory = (chdir: string): ShellScript => {
  const directory = expandedWord(chdir)
  return lines(
    sh`if ! cd -P -- ${directory} 2>/dev/null; then`,
    sh`[ -d ${directory} ] && exit ${refused.denied}`,
    sh`[ -e ${directory} ] && exit ${refused.noDirectory}`,
    sh`exit ${refused.directory}; fi`,
  )
}

/** Finds a program as `execvp` does, so that what the shell has built in is not taken for one. */
const lookUp = (program: string): ShellScript => {
  const word = expandedWord(program)
  return lines(
    sh`runbook_program=${word}; runbook_found=`,
    sh`case $runbook_program in`,
    sh`*/*) [ -e "$runbook_program" ] || exit ${refused.noProgram}`,
    sh`{ [ -x "$runbook_program" ] && [ ! -d "$runbook_program" ]; } || exit ${refused.notExecutable};;`,
    sh`*) IFS=:; for runbook_path in $PATH; do`,
    sh`[ -x "$runbook_path/$runbook_program" ] && [ ! -d "$runbook_path/$runbook_program" ] && runbook_found=1 && break`,
    sh`done; unset IFS; [ -n "$runbook_found" ] || exit ${refused.noProgram};;`,
    sh`esac`,
  )
}

const clock = sh`date +%s.%N`

const seconds = (answer: Answer | undefined): number | undefined => {
  const match = /^(\d+)\.(\d{9})?/.exec(answer?.stdout.toString() ?? '')
  return match ? Number(`${match[1]}.${(match[2] ?? '').slice(0, 6)}`) : undefined
}

/** The result of a command that was not started. */
const notRun = (options: CommandSettings, command: CommandLine, status: number, verb = 'Did'): Dict => {
  const skip = (path: string | undefined, is: string): Dict =>
    base(command.cmd, {
      rc: 0,
      stdout: `skipped, since ${path} ${is}`,
      msg: `${verb} not run command since '${path}' ${is}`,
    })
  switch (status) {
    case refused.exists:
      return skip(options.creates, 'exists')
    case refused.missing:
      return skip(options.removes, 'does not exist')
    case refused.noProgram:
      return noProgram(command, 'ENOENT')
    case refused.notExecutable:
      return noProgram(command, 'EACCES')
    default: {
      const code = status === refused.denied ? 'EACCES' : status === refused.noDirectory ? 'ENOTDIR' : 'ENOENT'
      const reason = errorText(code, options.chdir ?? '')
      return base(command.cmd, { failed: true, msg: `Unable to change directory before execution: ${reason}` })
    }
  }
}

const noProgram = (command: CommandLine, code: ErrorCode): Dict =>
  withLines(
    dict({
      rc: errorNumber(code),
      stdout: '',
      stderr: '',
      cmd: cmdText(command.cmd),
      failed: true,
      msg: errorText(code, command.program ?? ''),
    }),
  ).set('changed', false)

const base = (cmd: Value, parts: Record<string, Value>): Dict =>
  withLines(dict({ changed: false, stdout: '', stderr: '', rc: null, cmd, ...blank, msg: '', ...parts }))

interface Ran {
  readonly answer: Answer
  readonly start: number | undefined
  readonly end: number | undefined
}

const ran = (options: CommandSettings, command: CommandLine, { answer, start, end }: Ran): Dict => {
  const text = (bytes: Buffer): string =>
    options.strip_empty_ends ? bytes.toString().replace(/[\r\n]+$/, '') : bytes.toString()
  const failed = answer.status !== 0
  return withLines(
    dict({
      changed: true,
      stdout: text(answer.stdout),
      stderr: text(answer.stderr),
      rc: answer.status,
      cmd: command.cmd,
      ...(start === undefined || end === undefined ? blank : times(start, end)),
      ...(failed ? { failed } : {}),
      msg: failed ? 'non-zero return code' : '',
    }),
  )
}

const times = (start: number, end: number): Record<string, Value> => ({
  start: dateTimeText(start),
  end: dateTimeText(end),
  delta: durationText(Math.max(0, Math.round((end - start) * 1e6))),
})

const cmdText = (cmd: Value): string =>
  Array.isArray(cmd) ? cmd.map((word) => quote(String(word))).join(' ') : String(cmd)
