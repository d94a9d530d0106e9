/** Carrying out the steps of an exchange: in one request, unless a large file has to be streamed in between. */

import type { Answer } from './answer.ts'
import type { ScriptStep, Step } from './remote-host.ts'
import type { RequestStep } from './request.ts'
import { lines, sh } from './sh.ts'
import type { StartedShell } from './start-shell.ts'
import { fitsInScript, type Upload, upload } from './upload.ts'
import { finishScript, temporaryBeside, writeScript } from './write-file.ts'

/** What carrying out steps needs. */
export interface RunSteps {
  /** Runs scripts in one round trip, in the shell of this exchange. */
  run(steps: readonly RequestStep[]): Promise<readonly (Answer | undefined)[]>
  /** False once the shell was ended to cut a step short: nothing can run after it. */
  alive(): boolean
  /** Starts another shell, to stream through. */
  start(): Promise<StartedShell>
  temporaryDirectory(): Promise<string>
}

/** Runs steps in order; a guarded one is passed over (`undefined`) once a guarded one has failed. */
export const runSteps = async (steps: readonly Step[], context: RunSteps): Promise<(Answer | undefined)[]> => {
  const exchange = new Exchange(context)
  for (const step of steps) await exchange.add(step)
  return exchange.finish()
}

class Exchange {
  readonly #context: RunSteps
  readonly #answers: (Answer | undefined)[] = []
  #batch: RequestStep[] = []
  /** A guarded step has failed. */
  #failed = false
  /** A step was cut short: nothing runs after it. */
  #stopped = false

  constructor(context: RunSteps) {
    this.#context = context
  }

  async add(step: Step): Promise<void> {
    if ('script' in step) return this.#addScript(step)
    const { write, guarded } = step
    if (Buffer.isBuffer(write.content) && fitsInScript(write.content)) {
      this.#batch.push({ script: writeScript(write, write.content), guarded, light: true })
      return
    }
    const temporary = temporaryBeside(write.path)
    const sent = await this.#upload(
      { content: write.content, path: temporary, directory: write.unsafe ? 'fallback' : 'only' },
      guarded,
    )
    if (sent) this.#batch.push({ script: finishScript(write, sent), guarded, light: true })
  }

  async finish(): Promise<(Answer | undefined)[]> {
    await this.#flush()
    return this.#answers
  }

  async #addScript(step: ScriptStep): Promise<void> {
    if (step.stdin === undefined || fitsInScript(step.stdin)) {
      this.#batch.push(step)
      return
    }
    const file = temporaryBeside(`${await this.#context.temporaryDirectory()}/stdin`)
    const sent = await this.#upload({ content: step.stdin, path: file, directory: 'only' }, step.guarded)
    if (!sent) return
    const script = lines(sh`exec <${sent}`, sh`rm -f -- ${sent}`, step.script)
    this.#batch.push({ ...step, script, stdin: undefined })
  }

  /** Streams content to a temporary file; gives its path, or `undefined` when the step is settled without. */
  async #upload(wanted: Upload, guarded: boolean | undefined): Promise<string | undefined> {
    await this.#flush()
    if (this.#stopped || (guarded && this.#failed)) {
      this.#answers.push(undefined)
      return undefined
    }
    const sent = await upload(await this.#context.start(), wanted)
    if (typeof sent === 'string') return sent
    this.#answers.push(sent)
    if (guarded) this.#failed = true
    return undefined
  }

  async #flush(): Promise<void> {
    const batch = this.#batch
    this.#batch = []
    const wanted = batch.filter((step) => !this.#stopped && !(step.guarded && this.#failed))
    const answers = wanted.length === 0 ? [] : await this.#context.run(wanted)
    const byStep = new Map(wanted.map((step, i) => [step, answers[i]]))
    for (const step of batch) {
      const answer = byStep.get(step)
      this.#answers.push(answer)
      if (step.guarded && answer && answer.status !== 0) this.#failed = true
    }
    this.#stopped ||= !this.#context.alive()
  }
}
