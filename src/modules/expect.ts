import { sh } from '../remote/sh.ts'
import { parseJson } from '../util/parse-json.ts'
import { dumpJson } from '../util/python-json.ts'
import { type Dict, dict, isDict, type Value } from '../values.ts'
import { defineAction } from './kit/action.ts'
import { ModuleFailure } from './kit/change.ts'
import { coerce } from './kit/coerce.ts'
import { bool, dictionary, int, path, str } from './kit/option.ts'
import { pythonCall } from './programs/interpreter.ts'
import { expectProgram } from './shared/expect-program.ts'
import { withLines } from './shared/with-lines.ts'

/** Runs a command on a terminal and answers its questions. */
export default defineAction({
  name: 'expect',
  summary: 'Run a command on a terminal and answer its questions. The host needs Python 3, but no pexpect.',
  options: {
    command: str({ required: true, help: 'The command line; no shell reads it.' }),
    responses: dictionary({ required: true, help: 'Regular expressions of questions, each with an answer or a list.' }),
    timeout: int({ default: 30, help: 'Seconds to wait for output that is expected.' }),
    chdir: path({ help: 'Where to run it.' }),
    creates: path({ help: 'A path: where it is there, the command is not run.' }),
    removes: path({ help: 'A path: where it is not there, the command is not run.' }),
    echo: bool({ default: false, help: 'Whether the output shows the answers.' }),
  },
  async run({ options, remote, variables, environment, signal }) {
    if (options.command.trim() === '') throw new ModuleFailure('no command given', dict({ rc: 256 }))
    const { responses, command, timeout, chdir = null, creates = null, removes = null, echo } = options
    const asked = dict({ command, timeout, chdir, creates, removes, echo, responses: [...responses].map(asTexts) })
    const script = pythonCall(variables, 'auto', sh`-c ${expectProgram}`)
    const [answer] = await remote.exchange([{ script, stdin: Buffer.from(dumpJson(asked)) }], { environment, signal })
    return { result: withLines(resultOf(answer?.stdout.toString() ?? '', answer?.stderr.toString() ?? '')) }
  },
  dryRun: 'skip',
})

/** A question, which is a text whatever YAML made of it, and its answers. */
const asTexts = ([question, answers]: [Value, Value]): Value[] => [
  text(question),
  Array.isArray(answers) ? answers.map(text) : text(answers),
]

const text = (value: Value): string => coerce('str', value) as string

const resultOf = (printed: string, complaint: string): Dict => {
  try {
    const result = parseJson(printed)
    if (isDict(result)) return result
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new ModuleFailure(`expect needs Python 3 on the host: ${complaint.trim()}`)
}
