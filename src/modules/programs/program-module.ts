/** Modules that a project brings: programs that are copied to the host and run there, in any language. */
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Answer } from '../../remote/answer.ts'
import { type ShellScript, sh } from '../../remote/sh.ts'
import { type Dict, dict } from '../../values.ts'
import type { Action, ActionContext, ActionResult } from '../kit/action.ts'
import { ModuleFailure } from '../kit/change.ts'
import { interpreterCall } from './interpreter.ts'
import { argumentsFile, asJson, programArguments } from './program-arguments.ts'
import { programResult } from './program-output.ts'
import type { PythonProgram } from './python-archive.ts'
import { runPython } from './run-python.ts'
import { interpreterOf, jsonArgumentsMark, type ProgramStyle, programStyle } from './style.ts'

/** The file of a module that a project brings. */
export interface Program {
  readonly path: string
  readonly content: Buffer
  readonly style: ProgramStyle
}

/** Reads the file of a module; it is read once. */
export const readProgram = (path: string): Promise<Program> => {
  let program = known.get(path)
  if (!program) {
    program = readFile(path).then((content) => ({ path, content, style: programStyle(content) }))
    known.set(path, program)
  }
  return program
}

const known = new Map<string, Promise<Program>>()

/** How modules written in Python are run. */
export interface PythonSupport {
  /** The module with the code of the project that it imports. */
  readonly program: () => Promise<PythonProgram>
  /** A path, with arguments, or `auto`. */
  readonly interpreter: string
  /** How many files it may have open; 0 for as many as it is given. */
  readonly openFiles: number
  /** Its call leaves no line in the host's log. */
  readonly silent: boolean
}

/** The module that runs a program. It takes any option. */
export const programModule = (name: string, program: Program, python?: PythonSupport): Action => ({
  kind: 'action',
  name,
  summary: `Run ${basename(program.path)} of the project on the host.`,
  options: {},
  anyOption: true,
  run: (context) => runProgram(context, { name, program, python, check: false }),
  dryRun: (context) =>
    knowsCheckMode(program) ? runProgram(context, { name, program, python, check: true }) : notInDryRun(name),
})

/** Only a program that asks whether it is a dry run can be trusted to change nothing in one. */
const knowsCheckMode = ({ content, style }: Program): boolean =>
  style === 'python' || content.includes('_ansible_check_mode')

const notInDryRun = (name: string): ActionResult => ({
  result: dict({ skipped: true, changed: false, msg: `remote module (${name}) does not support check mode` }),
})

interface Use {
  readonly name: string
  readonly program: Program
  readonly python: PythonSupport | undefined
  readonly check: boolean
}

type Context = ActionContext<unknown>

const runProgram = async (context: Context, use: Use): Promise<ActionResult> => {
  const { name, program, python } = use
  if (program.style === 'powershell') throw new ModuleFailure(`the module ${name} is written for PowerShell`)
  const answer =
    program.style === 'python' && python ? await runPythonModule(context, use, python) : await runFile(context, use)
  return { result: programResult(answer) }
}

const runPythonModule = async (context: Context, use: Use, python: PythonSupport): Promise<Answer> => {
  const { interpreter, openFiles } = python
  const args = argumentsFor(context, use, await context.remote.temporaryDirectory())
  return runPython(context, { program: await python.program(), arguments: args, interpreter, openFiles })
}

const argumentsFor = ({ extra, verbosity, controller, hidden }: Context, use: Use, directory: string): Dict =>
  programArguments(extra, {
    name: use.name,
    check: use.check,
    diff: controller.diff,
    hidden: hidden || use.python?.silent === true,
    verbosity,
    directory,
  })

/** A program that reads its arguments from a file, or has them in its text. */
const runFile = async (context: Context, use: Use): Promise<Answer> => {
  const { remote, environment, signal } = context
  const { program } = use
  const directory = await remote.temporaryDirectory()
  const path = `${directory}/${randomBytes(6).toString('hex')}-${basename(program.path)}`
  const args = argumentsFor(context, use, directory)
  const [writtenProgram, writtenArgs, answer] = await remote.exchange(
    [
      { write: { path, content: withArguments(program, args), mode: 0o700 }, guarded: true },
      {
        write: { path: `${path}.args`, content: Buffer.from(argumentsFile(args, program.style)), mode: 0o600 },
        guarded: true,
      },
      { script: commandLine(context, use, path), guarded: true },
      { script: sh`rm -f -- ${path} ${`${path}.args`}` },
    ],
    { environment, signal },
  )
  const refused = [writtenProgram, writtenArgs].find((written) => written !== undefined && written.status !== 0)
  if (answer === undefined) throw new ModuleFailure(`could not write ${path}: ${refused?.stderr.toString().trim()}`)
  return answer
}

const withArguments = ({ content, style }: Program, args: Dict): Buffer =>
  style === 'json-args'
    ? Buffer.from(
        content.toString('latin1').replaceAll(jsonArgumentsMark, () => latin1(asJson(args))),
        'latin1',
      )
    : content

const latin1 = (text: string): string => Buffer.from(text).toString('latin1')

const commandLine = ({ variables }: Context, { program, python }: Use, path: string): ShellScript => {
  const { content, style } = program
  const script = style === 'json-args' ? sh`${path}` : sh`${[path, `${path}.args`]}`
  const written = style === 'binary' ? undefined : interpreterOf(content)
  if (written === undefined) return sh`exec ${script}`
  return interpreterCall(variables, written, { script, setting: python?.interpreter ?? 'auto' })
}
