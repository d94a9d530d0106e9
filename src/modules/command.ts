import { lines, type ShellScript, sh } from '../remote/sh.ts'
import { splitWords } from '../util/split-words.ts'
import { type Dict, dict } from '../values.ts'
import { type ActionContext, type ActionResult, defineAction } from './kit/action.ts'
import { ModuleFailure } from './kit/change.ts'
import { bool, list, str } from './kit/option.ts'
import { expandedWord } from './shared/expand.ts'
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
  readonly argv: readonly string[] | undefined
  readonly expand_argument_vars: boolean
  readonly executable: string | undefined
}

type Run = (context: ActionContext<CommandSettings>, command: CommandLine) => Promise<ActionResult>

/** Runs a program with its arguments; no shell comes between. */
export default defineAction({
  name: 'command',
  summary: 'Run a program with arguments, without a shell.',
  freeForm: 'cmd',
  options: {
    cmd: str({ help: 'The program and its arguments as one text, split as a shell would.' }),
    argv: list(str(), { help: 'The program and its arguments as a list.' }),
    ...commandOptions,
    expand_argument_vars: bool({ default: true, help: 'Expand $NAME and ~ in arguments.' }),
  },
  run: (context) => withCommand(context, runCommand),
  dryRun: (context) => withCommand(context, predictCommand),
})

const withCommand = async (context: ActionContext<Options>, run: Run): Promise<ActionResult> => {
  const { cmd, argv, executable, expand_argument_vars } = context.options
  const given = cmd !== undefined && cmd.trim() !== ''
  if (given && argv?.length) return noCommand('only command or argv can be given, not both')
  const words = given ? wordsOf(cmd) : (argv ?? [])
  if (words.length === 0) return noCommand()
  const done = await run(context, commandLine(words, expand_argument_vars))
  return executable === undefined ? done : { ...done, result: new Map([...done.result, ...withoutUse(executable)]) }
}

const withoutUse = (executable: string): Dict => {
  const reason = "the parameter 'executable' is no longer supported with the 'command' module"
  return dict({ warnings: [`As of Ansible 2.4, ${reason}. Not using '${executable}'.`] })
}

const wordsOf = (cmd: string): string[] => {
  try {
    return splitWords(cmd)
  } catch (error) {
    throw new ModuleFailure((error as Error).message)
  }
}

const commandLine = (words: readonly string[], expand: boolean): CommandLine => {
  const shellWords: readonly (ShellScript | string)[] = expand ? words.map(expandedWord) : words
  return { cmd: [...words], program: words[0], script: lines(sh`exec ${shellWords}`) }
}
