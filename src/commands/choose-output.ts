import type { Config } from '../config/config.ts'
import { UserError } from '../errors.ts'
import { type AddOnName, addOnNamed, type ReporterName, reporterNamed } from '../reporters/reporter.ts'
import type { RunOptions } from '../startup/run-options.ts'
import { withoutBuiltin } from '../util/without-builtin.ts'

/** What is to show a run. */
export interface OutputChoice {
  readonly name: ReporterName
  readonly addOns: readonly AddOnName[]
  /** A JUnit report besides. */
  readonly junit: boolean
  /** A folder that gets a file with each host's last result. */
  readonly tree?: string | undefined
  /** Results as YAML: the callback `yaml` was asked for. */
  readonly yaml: boolean
  /** Texts of results below them: the callback `debug` was asked for. */
  readonly debug?: boolean
  /** Nothing of what was skipped: the callback `skippy` was asked for. */
  readonly skippy?: boolean
  readonly warnings: readonly string[]
}

/**
 * Chooses by `--output`, then by `stdout_callback`, then by whether there is a terminal for the live view.
 *
 * @throws UserError when `--output` names nothing that there is.
 */
export const chooseOutput = (options: RunOptions, config: Config, isTerminal: boolean): OutputChoice => {
  const { value, origin } = config.lookup('DEFAULT_STDOUT_CALLBACK')
  const callback = origin === 'default' || options.output !== undefined ? undefined : String(value)
  const wanted = config.list('CALLBACKS_ENABLED')
  const addOns = wanted.map(addOnNamed).filter((name) => name !== undefined)
  const named = callback === undefined ? undefined : callbackOutput(callback)
  const unknown = callback !== undefined && named === undefined ? [callback] : []
  return {
    name: options.output === undefined ? (named ?? byTerminal(options, isTerminal)) : outputNamed(options.output),
    addOns,
    junit: wanted.some((name) => reporterNamed(name) === 'junit'),
    tree: wanted.some(isTree) ? String(config.pluginOption('callback', 'tree', 'directory')!.value) : undefined,
    yaml: callback !== undefined && isYaml(callback),
    debug: callback !== undefined && isDebug(callback),
    skippy: callback !== undefined && isSkippy(callback),
    warnings: [...unknown, ...wanted.filter(isMissing)].map(missing),
  }
}

const isYaml = (callback: string): boolean => /^(community\.general\.)?yaml$/.test(callback)
const isDebug = (callback: string): boolean => /^(ansible\.posix\.)?debug$/.test(callback)
const isSkippy = (callback: string): boolean => /^(ansible\.posix\.)?skippy$/.test(callback)

const callbackOutput = (callback: string): ReporterName | undefined =>
  [isYaml, isDebug, isSkippy].some((is) => is(callback)) ? 'plain' : reporterNamed(callback)

const byTerminal = (options: RunOptions, isTerminal: boolean): ReporterName => {
  const isListing = options.list.hosts || options.list.tasks || options.list.tags || options.syntaxCheck
  return isTerminal && !isListing && options.verbosity === 0 ? 'tui' : 'plain'
}

/** `--output json` is for programs that read as the run goes on, so it gives a line for each event. */
const outputs: ReadonlyMap<string, ReporterName> = new Map([
  ['plain', 'plain'],
  ['tui', 'tui'],
  ['json', 'ndjson'],
])

const outputNamed = (name: string): ReporterName => {
  const output = outputs.get(name)
  if (output) return output
  throw new UserError({ message: `there is no output "${name}"`, hint: `one of ${[...outputs.keys()].join(', ')}` }, 2)
}

const isTree = (name: string): boolean => withoutBuiltin(name) === 'tree'

const isMissing = (name: string): boolean =>
  addOnNamed(name) === undefined && reporterNamed(name) === undefined && !isTree(name)

const missing = (name: string): string =>
  `the callback plugin "${name}" is written in Python and is left out; the run is shown without it`
