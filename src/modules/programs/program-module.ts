/** Modules that a project brings: programs that are copied to the host and run there, in any language. */
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type ShellScript, sh } from '../../remote/sh.ts'
import { type Dict, dict, isDict, type Value } from '../../values.ts'
import type { Action, ActionContext, ActionResult, Variables } from '../kit/action.ts'
import { ModuleFailure } from '../kit/change.ts'
import { argumentsFile, asJson, programArguments } from './program-arguments.ts'
import { programResult } from './program-output.ts'
import { interpreterName, interpreterOf, jsonArgumentsMark, type ProgramStyle, programStyle } from './style.ts'

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

/** The module that runs a program. It takes any option. */
export const programModule = (name: string, program: Program): Action => ({
  kind: 'action',
  name,
  summary: `Run ${basename(program.path)} of the project on the host.`,
  options: {},
  anyOption: true,
  run: (context) => runProgram(context, { name, program, check: false }),
  dryRun: (context) =>
    knowsCheckMode(program) ? runProgram(context, { name, program, check: true }) : notInDryRun(name),
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
  readonly check: boolean
}

type Context = ActionContext<unknown>

const runProgram = async (context: Context, { name, program, check }: Use): Promise<ActionResult> => {
  const { remote, extra, environment, signal, verbosity } = context
  if (program.style === 'powershell') throw new ModuleFailure(`the module ${name} is written for PowerShell`)
  const directory = await remote.temporaryDirectory()
  const path = `${directory}/${randomBytes(6).toString('hex')}-${basename(program.path)}`
  const args = programArguments(extra, { name, check, verbosity, directory })
  const [writtenProgram, writtenArgs, answer] = await remote.exchange(
    [
      { write: { path, content: withArguments(program, args), mode: 0o700 }, guarded: true },
      {
        write: { path: `${path}.args`, content: Buffer.from(argumentsFile(args, program.style)), mode: 0o600 },
        guarded: true,
      },
      { script: commandLine(context, program, path), guarded: true },
      { script: sh`rm -f -- ${path} ${`${path}.args`}` },
    ],
    { environment, signal },
  )
  const refused = [writtenProgram, writtenArgs].find((written) => written !== undefined && written.status !== 0)
  if (answer === undefined) throw new ModuleFailure(`could not write ${path}: ${refused?.stderr.toString().trim()}`)
  return { result: programResult(answer, context.warn) }
}

const withArguments = ({ content, style }: Program, args: Dict): Buffer =>
  style === 'json-args'
    ? Buffer.from(
        content.toString('latin1').replaceAll(jsonArgumentsMark, () => latin1(asJson(args))),
        'latin1',
      )
    : content

const latin1 = (text: string): string => Buffer.from(text).toString('latin1')

const commandLine = ({ variables }: Context, { content, style }: Program, path: string): ShellScript => {
  const call = style === 'json-args' ? sh`${path}` : sh`${[path, `${path}.args`]}`
  const written =
    style === 'binary' ? undefined : (interpreterOf(content) ?? (style === 'python' ? ['python3'] : undefined))
  if (written === undefined) return sh`exec ${call}`
  const name = interpreterName(written)
  const chosen = interpreterVariable(variables, name)
  const rest = written.slice(written[0]?.endsWith('/env') ? 2 : 1)
  if (chosen !== undefined) return sh`exec ${[...chosen, ...rest]} ${call}`
  if (!/^python[\d.]*$/.test(name)) return sh`exec ${[...written]} ${call}`
  return sh`p=$(command -v python3 || command -v python || command -v /usr/libexec/platform-python) || p=${written[0]!}
exec "$p" ${rest} ${call}`
}

/** `ansible_NAME_interpreter` of the host that the program runs on, in words. */
const interpreterVariable = (variables: Variables, name: string): readonly string[] | undefined => {
  const value = variableOfHost(variables, `ansible_${name.replace(/^python[\d.]*$/, 'python')}_interpreter`)
  const text = typeof value === 'string' ? value.trim() : ''
  return text === '' || /^auto(?:_\w+)?$/.test(text) ? undefined : text.split(/\s+/)
}

const variableOfHost = (variables: Variables, name: string): Value | undefined => {
  const delegated = variables.get('ansible_delegated_vars')
  const [host] = isDict(delegated) ? delegated.keys() : []
  const scope = isDict(delegated) && host !== undefined ? delegated.get(host) : undefined
  if (isDict(scope)) return scope.get(name)
  const value = variables.get(name)
  return value === undefined ? undefined : variables.evaluate(value as Value)
}
