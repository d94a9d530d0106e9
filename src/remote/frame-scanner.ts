/** Splits a stream of bytes at the lines that start with a marker. */

/** Told of each frame: its words after the marker, and the bytes before it. Gives false to keep those for the next frame. */
export type FrameListener = (words: readonly string[], bytes: Buffer) => boolean

/** Finds frames (`MARKER word word\n`) wherever they are cut into chunks. */
export class FrameScanner {
  readonly #marker: Buffer
  readonly #listener: FrameListener
  /** Bytes before the next frame that can't hold the start of a marker any more. */
  #settled: Buffer[] = []
  /** The rest: may end with the start of a marker, or start with a frame whose line is not complete. */
  #rest: Buffer = Buffer.alloc(0)

  constructor(marker: string, listener: FrameListener) {
    this.#marker = Buffer.from(marker)
    this.#listener = listener
  }

  push(chunk: Buffer): void {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    while (this.#takeFrame());
  }

  /** The bytes since the last frame. */
  pending(): Buffer {
    return Buffer.concat([...this.#settled, this.#rest])
  }

  #takeFrame(): boolean {
    const at = this.#rest.indexOf(this.#marker)
    if (at < 0) {
      this.#settle(this.#rest.length - this.#marker.length + 1)
      return false
    }
    this.#settle(at)
    const end = this.#rest.indexOf('\n')
    if (end < 0) return false
    const words = this.#rest.toString('latin1', this.#marker.length + 1, end).split(' ')
    this.#rest = this.#rest.subarray(end + 1)
    if (this.#listener(words, join(this.#settled))) this.#settled = []
    return true
  }

  #settle(length: number): void {
    if (length <= 0) return
    this.#settled.push(this.#rest.subarray(0, length))
    this.#rest = this.#rest.subarray(length)
  }
}

const join = (parts: readonly Buffer[]): Buffer => (parts.length === 1 ? parts[0]! : Buffer.concat(parts))
