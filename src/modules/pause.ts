import { setTimeout as sleep } from 'node:timers/promises'
import { dateTimeText } from '../util/python-time.ts'
import { dict, Float } from '../values.ts'
import { ABORTED, type ActionContext, defineAction } from './kit/action.ts'
import { ModuleFailure } from './kit/change.ts'
import { bool, str, truncated } from './kit/option.ts'

interface Options {
  readonly minutes: number | undefined
  readonly seconds: number | undefined
  readonly prompt: string | undefined
  readonly echo: boolean
}

/** Waits for some time or for a person. */
export default defineAction({
  name: 'pause',
  summary: 'Wait for some time, or until a person answers.',
  options: {
    minutes: truncated({ help: 'How long to wait.' }),
    seconds: truncated({ help: 'How long to wait.' }),
    prompt: str({ help: 'What to say or ask.' }),
    echo: bool({ default: true, help: 'Show what is typed.' }),
  },
  rules: { mutuallyExclusive: [['minutes', 'seconds']] },
  controllerOnly: true,
  oncePerBatch: true,
  async run(context) {
    const { options } = context
    const unit = options.seconds === undefined ? 'minutes' : 'seconds'
    const start = Date.now() / 1000
    const input = await wait(context)
    const stop = Date.now() / 1000
    const spent = Float.of(Math.round(((stop - start) / (unit === 'minutes' ? 60 : 1)) * 100) / 100)
    return {
      result: dict({
        changed: false,
        rc: 0,
        stderr: '',
        stdout: `Paused for ${spent instanceof Float ? spent.value.toFixed(1) : spent} ${unit}`,
        start: dateTimeText(start),
        stop: dateTimeText(stop),
        delta: Math.floor(stop - start),
        echo: options.echo,
        user_input: input,
      }),
    }
  },
  dryRun: 'run',
})

/** What a person typed; empty when the time ran out. */
const wait = async (context: ActionContext<Options>): Promise<string> => {
  const { options, signal } = context
  const given = options.seconds ?? (options.minutes === undefined ? undefined : options.minutes * 60)
  const seconds = given === undefined ? undefined : Math.max(1, given)
  const started = Date.now()
  try {
    return await context.prompt({ text: promptText(options, seconds), echo: options.echo, seconds, resumes: true })
  } catch (error) {
    if (!(error instanceof ModuleFailure) || error.message === ABORTED) throw error
    if (seconds === undefined) context.warn('Not waiting for response to prompt as stdin is not interactive')
    else {
      context.tell(timerText(options, seconds))
      await sleep(Math.max(0, seconds * 1000 - (Date.now() - started)), undefined, { signal })
    }
    return ''
  }
}

const timerText = ({ echo }: Pick<Options, 'echo'>, seconds: number): string =>
  `Pausing for ${seconds} seconds${echo ? '' : ' (output is hidden)'}`

const promptText = ({ prompt, echo }: Options, seconds: number | undefined): string => {
  const hidden = echo ? '' : ' (output is hidden)'
  if (seconds === undefined) return `[pause]\n${prompt ?? 'Press enter to continue, Ctrl+C to interrupt'}${hidden}:\n`
  const timer = `${timerText({ echo }, seconds)}\n(ctrl+C then 'C' = continue early, ctrl+C then 'A' = abort)`
  return prompt ? `${timer}\n[pause]\n${prompt}${hidden}:\n` : `${timer}\n`
}
