import type { Event } from '../events.ts'
import type { ReporterOptions } from './options.ts'

/** Shows a run, or writes it down, from its events alone. */
export interface Reporter {
  handle(event: Event): void
  /** Ends the output: what is still held back is written, files are closed, the terminal is as before. */
  close(): Promise<void> | void
  /** Gives the terminal to somebody else (a prompt) until `resume`; absent where nothing is in the way. */
  suspend?(): void
  resume?(): void
}

export type ReporterName = keyof typeof reporters

/** Makes the reporter of that name; its code is loaded only now. */
export const createReporter = async (name: ReporterName, options: ReporterOptions): Promise<Reporter> => {
  const create = await reporters[name]()
  return create(options)
}

export const isReporterName = (name: string): name is ReporterName => Object.hasOwn(reporters, name)

type Load = () => Promise<(options: ReporterOptions) => Reporter>

/** React decides by NODE_ENV, once and when it is loaded, whether it watches over every render. */
const inProduction = async <T>(load: () => Promise<T>): Promise<T> => {
  const before = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  try {
    return await load()
  } finally {
    if (before === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = before
  }
}

const reporters = {
  plain: async () => (await import('./plain.ts')).plain,
  tui: async () => (await inProduction(() => import('./tui/tui.ts'))).tui,
} satisfies Record<string, Load>
