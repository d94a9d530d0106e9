/** Shells of one identity on one host: as many as are used at once, up to a limit. */

/** Something that can be used by one task at a time, until it can't any more. */
export interface Pooled {
  readonly usable: boolean
  /** Resolves once it has ended, however that came about. */
  readonly ended: Promise<void>
  close(): void
}

/** Keeps what was opened for later tasks; a task waits while `limit` others are under way. */
export class Pool<T extends Pooled> {
  readonly #open: () => Promise<T>
  readonly #limit: number
  readonly #all = new Set<T>()
  readonly #idle: T[] = []
  readonly #waiting: (() => void)[] = []
  #busy = 0

  constructor(open: () => Promise<T>, limit: number) {
    this.#open = open
    this.#limit = limit
  }

  /** Runs a task with one that no other task is using. */
  async use<R>(task: (member: T) => Promise<R>): Promise<R> {
    await this.#turn()
    try {
      const member = this.#takeIdle() ?? (await this.#opened())
      try {
        return await task(member)
      } finally {
        this.#giveBack(member)
      }
    } finally {
      this.#busy -= 1
      this.#waiting.shift()?.()
    }
  }

  /** True when one is there that needs not be opened first. */
  get ready(): boolean {
    return this.#idle.some((member) => member.usable)
  }

  /** Resolves once all that are open now have ended. */
  get ended(): Promise<void> {
    return Promise.all([...this.#all].map((member) => member.ended)).then(() => {})
  }

  /** Closes all; the next use opens anew. */
  close(): void {
    for (const member of this.#all) member.close()
    this.#all.clear()
    this.#idle.length = 0
  }

  async #turn(): Promise<void> {
    while (this.#busy >= this.#limit) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    this.#busy += 1
  }

  #takeIdle(): T | undefined {
    for (let member = this.#idle.pop(); member; member = this.#idle.pop()) {
      if (member.usable) return member
      this.#all.delete(member)
    }
    return undefined
  }

  async #opened(): Promise<T> {
    const member = await this.#open()
    this.#all.add(member)
    return member
  }

  #giveBack(member: T): void {
    if (member.usable && this.#all.has(member)) this.#idle.push(member)
    else this.#all.delete(member)
  }
}
