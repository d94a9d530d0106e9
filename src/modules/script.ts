import { basename } from 'node:path'
import type { Answer } from '../remote/answer.ts'
import { ShellScript, sh } from '../remote/sh.ts'
import { splitWords } from '../util/split-words.ts'
import { dict } from '../values.ts'
import { type ActionContext, type ActionResult, defineAction } from './kit/action.ts'
import { ModuleFailure } from './kit/change.ts'
import { bool, str } from './kit/option.ts'
import { globMatches } from './shared/expand.ts'
import { withLines } from './shared/with-lines.ts'

interface Options {
  readonly cmd: string | undefined
  readonly creates: string | undefined
  readonly removes: string | undefined
  readonly chdir: string | undefined
  readonly executable: string | undefined
  readonly decrypt: boolean
}

const NO_SCRIPT = 'one of the following is required: _raw_params, cmd'

type Context = ActionContext<Options>

/** Sends a script of the controller to the host and runs it there. */
export default defineAction({
  name: 'script',
  summary: 'Send a script of the controller to the host and run it there.',
  freeForm: 'cmd',
  options: {
    cmd: str({ help: 'The path of the local script, and its arguments.' }),
    creates: str({ help: 'A path; when it exists, the script is not run.' }),
    removes: str({ help: 'A path; when it does not exist, the script is not run.' }),
    chdir: str({ help: 'Change into this absolute path before running the script.' }),
    executable: str({ help: 'The program that runs the script.' }),
    decrypt: bool({ default: true, help: 'Decrypt a script that is vault-encrypted.' }),
  },
  rules: { requiredOneOf: [['_raw_params', 'cmd']] },
  run: async (context) => (await skipReason(context)) ?? runScript(context),
  dryRun: async (context) => (await skipReason(context)) ?? predict(context),
})

/** The result when `creates` or `removes` speak against running it. */
const skipReason = async ({ options, remote }: Context): Promise<ActionResult | undefined> => {
  const { creates, removes } = options
  if (!creates && !removes) return undefined
  const steps = [creates, removes].map((path) => ({ script: path ? globMatches(path) : sh`:` }))
  const [exists, needed] = await remote.exchange(steps)
  if (creates && exists?.status === 0) return skipped(`${creates} exists, matching creates option`)
  if (removes && needed?.status !== 0) return skipped(`${removes} does not exist, matching removes option`)
  return undefined
}

const skipped = (msg: string): ActionResult => ({ result: dict({ changed: false, skipped: true, msg }) })

const predict = (context: Context): ActionResult => {
  localScript(context)
  if (context.options.creates || context.options.removes) return { result: dict({ changed: true }) }
  return skipped('Check mode is not supported for this task.')
}

/** The script's first word as written, and the local file it names. */
const localScript = ({ options, controller }: Context): { readonly word: string; readonly file: string } => {
  const { chdir, cmd } = options
  if (chdir && !chdir.startsWith('/')) {
    throw new ModuleFailure(`chdir ${chdir} must be an absolute path for a Unix-aware remote node`)
  }
  const word = splitWords(cmd?.trim() ?? '')[0]
  if (word === undefined) throw new ModuleFailure(NO_SCRIPT)
  return { word, file: controller.find('files', word) }
}

const runScript = async (context: Context): Promise<ActionResult> => {
  const { options, remote, controller, environment, signal } = context
  const { word, file } = localScript(context)
  const content = await controller.read(file, { decrypt: options.decrypt })
  const path = `${await remote.temporaryDirectory()}/${basename(file)}`
  const steps = [
    { write: { path, content, mode: 0o700 }, guarded: true },
    { script: commandLine(options, word, path), guarded: true },
    { script: sh`rm -f -- ${path}` },
  ]
  const [written, answer] = await remote.exchange(steps, { environment, signal })
  if (answer === undefined) throw new ModuleFailure(`could not write ${path}: ${written?.stderr.toString().trim()}`)
  return { result: report(answer) }
}

/** The person's command line with the script's name replaced; what follows keeps its quotes and is read by the shell. */
const commandLine = ({ cmd, executable, chdir }: Options, word: string, path: string): ShellScript => {
  const line = (cmd ?? '').trim().replace(word, () => path)
  const enter = chdir ? sh`cd ${chdir} && ` : sh``
  const program = executable ? sh`${ShellScript.trusted(executable)} ` : sh``
  return sh`${enter}exec /bin/sh -c ${`${program.text}${line}`}`
}

const report = (answer: Answer) => {
  const outputs = { rc: answer.status, stdout: answer.stdout.toString(), stderr: answer.stderr.toString() }
  const failure = answer.status === 0 ? {} : { failed: true, msg: 'non-zero return code' }
  return withLines(dict({ changed: true, ...outputs, ...failure }))
}
