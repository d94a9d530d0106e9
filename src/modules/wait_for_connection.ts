import { setTimeout as sleep } from 'node:timers/promises'
import { sh } from '../remote/sh.ts'
import { dict } from '../values.ts'
import { type ActionContext, defineAction } from './kit/action.ts'
import { int } from './kit/option.ts'

interface Options {
  readonly timeout: number
  readonly connect_timeout: number
  readonly delay: number
  readonly sleep: number
}

/** Waits until the host can be reached and has a working shell. */
export default defineAction({
  name: 'wait_for_connection',
  summary: 'Wait until the host can be reached and has a working shell.',
  options: {
    timeout: int({ default: 600, help: 'Seconds to wait at most.' }),
    connect_timeout: int({ default: 5, help: 'Seconds to wait for an answer to each attempt.' }),
    delay: int({ default: 0, help: 'Seconds to wait before the first attempt.' }),
    sleep: int({ default: 1, help: 'Seconds between attempts.' }),
  },
  async run(context) {
    const { options, signal } = context
    const start = Date.now()
    const end = start + options.timeout * 1000
    await sleep(options.delay * 1000, undefined, { signal })
    let error = await attempt(context)
    while (error && Date.now() < end) {
      await sleep(options.sleep * 1000, undefined, { signal })
      error = await attempt(context)
    }
    const elapsed = Math.floor((Date.now() - start) / 1000)
    const failure = error && { failed: true, msg: `timed out waiting for ping module test: ${error.message}` }
    return { result: dict({ changed: false, elapsed, ...failure }) }
  },
  dryRun: 'skip',
})

const attempt = async ({ remote, options, signal }: ActionContext<Options>): Promise<Error | undefined> => {
  try {
    const [answer] = await remote.exchange([{ script: sh`:` }], { signal, timeout: options.connect_timeout })
    return answer?.status === 0 ? undefined : new Error('the shell did not answer')
  } catch (error) {
    if (signal.aborted) throw error
    return error as Error
  }
}
