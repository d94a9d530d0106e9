import type { Event } from '../../events.ts'
import type { ReporterOptions } from '../options.ts'
import { plainText } from '../plain-text.ts'
import { createPrinter, type StreamName } from '../printer.ts'
import type { Reporter } from '../reporter.ts'
import type { TextView } from '../text-view.ts'
import { liveLines } from './live-lines.ts'
import type { LiveScreen, openScreen } from './screen.tsx'
import { fold, initialState } from './state.ts'

const FRAME = 100
const IDLE_FRAME = 250

/**
 * The reporter for a terminal: results scroll by as plain text, below them stands what is going on.
 *
 * @param takeScreen `openScreen`, handed in so that this file stands apart from what draws.
 */
export const tui = (
  options: ReporterOptions,
  takeScreen: typeof openScreen,
  addOns: readonly TextView[] = [],
): Reporter => {
  const terminal = options.stdout as NodeJS.WriteStream
  const held: Held[] = []
  const printer = createPrinter(options, (text, stream) => held.push({ text, stream }))
  const views = [plainText, ...addOns].map((view) => view(options, printer))
  const open = (): LiveScreen =>
    takeScreen({ stdout: terminal, stderr: options.stderr as NodeJS.WriteStream, color: options.color })

  let state = initialState
  let events: Event[] = []
  let screen: LiveScreen | undefined = open()
  let timer: NodeJS.Timeout | undefined
  let lastFrame = 0

  const frame = (): void => {
    timer = undefined
    if (!screen) return
    lastFrame = Date.now()
    state = fold(state, events)
    events = []
    for (const { text, stream } of joined(held.splice(0))) screen.print(text, stream)
    screen.draw(liveLines(state, screenOf(terminal)))
    if (state.startedAt !== undefined && !state.finished) schedule(IDLE_FRAME)
  }

  const schedule = (delay: number): void => {
    if (!screen) return
    if (timer) clearTimeout(timer)
    timer = setTimeout(frame, Math.max(0, lastFrame + delay - Date.now()))
    timer.unref()
  }

  return {
    handle: (event) => {
      for (const tell of views) tell(event)
      if (events.push(event) === 1) schedule(FRAME)
    },
    suspend: () => {
      if (!screen) return
      frame()
      screen.end()
      screen = undefined
      clearTimeout(timer)
    },
    resume: () => {
      screen ??= open()
      frame()
    },
    close: () => {
      screen ??= open()
      frame()
      screen.end()
      screen = undefined
      clearTimeout(timer)
    },
  }
}

interface Held {
  readonly text: string
  readonly stream: StreamName
}

/** Neighbouring pieces for the same stream as one, since each piece printed redraws the live part. */
const joined = (pieces: readonly Held[]): Held[] => {
  const out: Held[] = []
  for (const piece of pieces) {
    const last = out.at(-1)
    if (last?.stream === piece.stream) out[out.length - 1] = { stream: piece.stream, text: last.text + piece.text }
    else out.push(piece)
  }
  return out
}

const screenOf = ({ columns = 80, rows = 24 }: NodeJS.WriteStream) => ({
  now: Date.now(),
  columns,
  rows,
  unicode: process.env.TERM !== 'linux',
})
