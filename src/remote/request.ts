/** The text of a request: what is written to a persistent shell to run some scripts. */
import { RemoteFailure } from './failure.ts'
import { prelude } from './prelude.ts'
import { printfBytes } from './printf-bytes.ts'
import { quote, type ShellScript } from './sh.ts'

/** One script of a request. */
export interface RequestStep {
  readonly script: ShellScript
  readonly stdin?: Buffer | undefined
  readonly guarded?: boolean | undefined
  /** A script of our own that leaves nothing running: it needs no session of its own. */
  readonly light?: boolean | undefined
  /** See {@link Query.inline}. */
  readonly inline?: boolean | undefined
}

/** What holds for all scripts of a request. */
export interface RequestContext {
  readonly environment?: ReadonlyMap<string, string> | undefined
  readonly directory?: string | undefined
}

/** The request's text, framed by `marker` as `prelude.ts` tells. */
export const requestText = (marker: string, steps: readonly RequestStep[], context: RequestContext): string =>
  [`__rb_n ${marker} ${quoted(setup(context))}`, ...steps.map((step) => stepText(step, context)), ''].join('\n')

/** True for a step that runs in the shell itself; what it says on standard error comes as output, if it fails. */
export const runsInline = (step: RequestStep, { environment, directory }: RequestContext): boolean =>
  step.inline === true && !step.guarded && !step.stdin && !environment && directory === undefined

/** What is sent before a shell's first request, whose marker this is. */
export const openingText = (marker: string): string => `${prelude}__rb_b ${marker}\n`

const stepText = (step: RequestStep, context: RequestContext): string => {
  const run = runsInline(step, context)
    ? `{ ${step.script.text}\n} </dev/null 2>&1; __rb_o $?`
    : `${runText(step)}; __rb_e $?`
  return step.guarded ? `if [ $__rb_g = 0 ]; then ${run}; __rb_g=$__rb_r; else __rb_s; fi` : run
}

const runText = ({ script, stdin, light }: RequestStep): string => {
  const run = `${light ? '__rb_l' : '__rb_i'} ${quoted(script.text)}`
  return stdin && stdin.length > 0 ? `${printfBytes(stdin).text} | ${run}` : `${run} </dev/null`
}

const setup = ({ environment, directory }: RequestContext): string => {
  const exports = [...(environment ?? [])].map(([name, value]) => `export ${variable(name)}=${quote(value)}\n`)
  const enter =
    directory === undefined ? [] : [`cd ${quote(/^[-+]/.test(directory) ? `./${directory}` : directory)} || exit\n`]
  return [...exports, ...enter].join('')
}

const variable = (name: string): string => {
  if (!/^[A-Za-z_]\w*$/.test(name)) throw new RemoteFailure(`"${name}" can't be the name of an environment variable`)
  return name
}

const quoted = (text: string): string => {
  if (text.includes('\0')) throw new Error('a script cannot hold a NUL character')
  return `'${text.replaceAll("'", `'\\''`)}'`
}
