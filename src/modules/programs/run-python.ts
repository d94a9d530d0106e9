/** Runs a module written in Python on a host that has Python 3, and our library sent along. */
import type { Answer } from '../../remote/answer.ts'
import type { RemoteShell, Step } from '../../remote/remote-host.ts'
import { sh } from '../../remote/sh.ts'
import { type Dict, dict } from '../../values.ts'
import type { ActionContext } from '../kit/action.ts'
import { openFilesLimit, pythonCall } from './interpreter.ts'
import { asJson } from './program-arguments.ts'
import type { PythonProgram } from './python-archive.ts'
import { type Archive, pythonLibrary } from './python-library.ts'

/** What a module needs to be run. */
export interface PythonRun {
  readonly program: PythonProgram
  readonly arguments: Dict
  /** A path, with arguments, or `auto`. */
  readonly interpreter: string
  /** How many files it may have open; 0 for as many as it is given. */
  readonly openFiles: number
}

type Context = Pick<ActionContext<unknown>, 'remote' | 'variables' | 'environment' | 'signal' | 'host'>

/**
 * Runs it in one exchange. The library and the module are sent with the first task of an identity that needs them, and
 * stay in its temporary directory.
 */
export const runPython = async (context: Context, run: PythonRun): Promise<Answer> => {
  const { remote, environment, signal } = context
  const { archive: library } = await pythonLibrary()
  const directory = await remote.temporaryDirectory()
  const python = (args: ReturnType<typeof sh>) => pythonCall(context.variables, run.interpreter, args)
  const folder = `${directory}/python-${library.name}`
  const packed = `${folder}.zip`
  const unpack: Step = { script: python(sh`-m zipfile -e ${packed} ${folder} && rm -f -- ${packed}`), guarded: true }
  const { archive } = run.program
  const call: Step = {
    script: python(sh`${folder}/run.py`),
    stdin: Buffer.from(asJson(request(context, run))),
    guarded: true,
  }
  const parts: readonly Part[] = [
    { key: folder, steps: [write(packed, library), unpack] },
    { key: `${folder}/${archive.name}`, steps: [write(`${directory}/${archive.name}.zip`, archive)] },
  ]
  return placed(parts, (steps) => perform(remote, [...steps, call], { environment, signal }))
}

const write = (path: string, { content }: Archive): Step => ({ write: { path, content, mode: 0o600 }, guarded: true })

const request = ({ host, variables }: Context, { program, arguments: args, openFiles }: PythonRun): Dict =>
  dict({
    module: program.name,
    archive: `../${program.archive.name}.zip`,
    arguments: args,
    open_files: openFilesLimit(variables, openFiles),
    missing: program.missing.map(({ name, file, line }) => dict({ name, file, line, host, module: program.name })),
  })

/** The answer of the last step, or of the one that failed before it. */
const perform = async (
  remote: RemoteShell,
  steps: readonly Step[],
  options: Pick<Context, 'environment' | 'signal'>,
): Promise<Performed> => {
  const answers = await remote.exchange(steps, options)
  const failed = answers.slice(0, -1).find((answer) => answer !== undefined && answer.status !== 0)
  return failed ? { answer: failed, ready: false } : { answer: answers.at(-1)!, ready: true }
}

interface Performed {
  readonly answer: Answer
  readonly ready: boolean
}

interface Part {
  /** Where it is on its host: names of temporary directories are random, so no other host has the same. */
  readonly key: string
  readonly steps: readonly Step[]
}

const places = new Map<string, Promise<boolean>>()

/** Calls with the steps that put those parts into place that are not there yet, and notes that they are. */
const placed = async (parts: readonly Part[], use: (steps: readonly Step[]) => Promise<Performed>): Promise<Answer> => {
  // Another task may be at it: where it fails, this one tries itself.
  for (const { key } of parts) while (places.has(key) && !(await places.get(key)));
  const missing = parts.filter(({ key }) => !places.has(key))
  const work = use(missing.flatMap(({ steps }) => steps))
  const done = work.then(
    ({ ready }) => ready,
    () => false,
  )
  for (const { key } of missing) places.set(key, done)
  if (!(await done)) for (const { key } of missing) places.delete(key)
  return (await work).answer
}
