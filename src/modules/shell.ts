import { sh } from '../remote/sh.ts'
import { type ActionContext, type ActionResult, defineAction } from './kit/action.ts'
import { str } from './kit/option.ts'
import {
  type CommandLine,
  type CommandSettings,
  commandOptions,
  noCommand,
  predictCommand,
  runCommand,
} from './shared/run-command.ts'

interface Options extends CommandSettings {
  readonly cmd: string | undefined
  readonly executable: string | undefined
}

type Run = (context: ActionContext<CommandSettings>, command: CommandLine) => Promise<ActionResult>

/** Runs a command line in a shell. */
export default defineAction({
  name: 'shell',
  summary: 'Run a command line in a shell of the host.',
  freeForm: 'cmd',
  options: { cmd: str({ help: 'The command line.' }), ...commandOptions },
  run: (context) => withCommand(context, runCommand),
  dryRun: (context) => withCommand(context, predictCommand),
})

const withCommand = (context: ActionContext<Options>, run: Run): Promise<ActionResult> | ActionResult => {
  const { cmd, executable } = context.options
  if (cmd === undefined || cmd.trim() === '') return noCommand()
  return run(context, { cmd, script: sh`exec ${executable ?? '/bin/sh'} -c ${cmd}` })
}
