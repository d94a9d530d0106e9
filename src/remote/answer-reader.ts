/** Takes the answers to a request out of the two streams of a persistent shell. */
import type { Answer } from './answer.ts'
import { FrameScanner } from './frame-scanner.ts'

/** What has come of a request so far. */
export class AnswerReader {
  /** The shell's process id, where this is its first request and it has begun. */
  shellPid: number | undefined
  /** Processes were left behind that may still write to the shell's output. */
  leftovers = false
  readonly #out: FrameScanner
  readonly #err: FrameScanner
  /** Which steps leave no mark on standard error. */
  readonly #inline: readonly boolean[]
  readonly #expected: number
  readonly #stdout: (Buffer | undefined)[] = []
  readonly #stderr: (Buffer | undefined)[] = []
  readonly #statuses: number[] = []

  /** @param inline for each step of the request, whether it runs inline. */
  constructor(marker: string, inline: readonly boolean[]) {
    this.#inline = inline
    this.#expected = inline.length
    this.#passInline()
    this.#out = new FrameScanner(marker, (words, bytes) => this.#stdoutFrame(words, bytes))
    this.#err = new FrameScanner(marker, (words, bytes) => this.#stderrFrame(words, bytes))
  }

  /** Takes a part of standard output. */
  stdout(chunk: Buffer): void {
    this.#out.push(chunk)
  }

  /** Takes a part of standard error. */
  stderr(chunk: Buffer): void {
    this.#err.push(chunk)
  }

  get complete(): boolean {
    return this.#stdout.length === this.#expected && this.#stderr.length === this.#expected
  }

  /** The answers in order; `undefined` for a step that was passed over. */
  answers(): (Answer | undefined)[] {
    return this.#stdout.map((stdout, i) => {
      const stderr = this.#stderr[i]
      const status = this.#statuses[i] ?? 0
      if (this.#inline[i] && stdout && status !== 0) return { stdout: nothing, stderr: stdout, status }
      return stdout && stderr && { stdout, stderr, status }
    })
  }

  /** The answers so far, the running step's cut short with `status`, and `undefined` for those that did not run. */
  cutShort(status: number): (Answer | undefined)[] {
    const done = Math.min(this.#stdout.length, this.#stderr.length)
    const all = this.answers().slice(0, done)
    if (done < this.#expected) all.push({ stdout: this.#out.pending(), stderr: this.#err.pending(), status })
    return [...all, ...Array<undefined>(this.#expected - all.length).fill(undefined)]
  }

  /** What the host said instead of an answer: the end of both streams as text. */
  words(): string {
    const text = (scanner: FrameScanner) => scanner.pending().subarray(-2000).toString().trim()
    return text(this.#err) || text(this.#out)
  }

  #stdoutFrame(words: readonly string[], bytes: Buffer): boolean {
    const [kind, detail] = words
    if (kind === 'b') this.shellPid = Number(detail)
    else if (kind === 'l') this.leftovers = true
    else if (kind === 's') this.#stdout.push(undefined)
    else if (kind === 'e' || kind === 'o') {
      this.#statuses[this.#stdout.length] = Number(detail)
      this.#stdout.push(bytes)
    }
    return kind !== 'l'
  }

  /** Fills in the places of inline steps up to the next that marks standard error. */
  #passInline(): void {
    while (this.#inline[this.#stderr.length]) this.#stderr.push(nothing)
  }

  #stderrFrame(words: readonly string[], bytes: Buffer): boolean {
    const [kind] = words
    if (kind === 's') this.#stderr.push(undefined)
    else if (kind === 'e') this.#stderr.push(bytes)
    this.#passInline()
    return true
  }
}

const nothing = Buffer.alloc(0)
