/** `log_path`: what the run prints, without colours, in a file with the time and the kind of each text. */
import { closeSync, openSync, writeSync } from 'node:fs'
import type { Event } from '../events.ts'
import type { ColorRole } from './colors.ts'
import type { ReporterOptions } from './options.ts'
import { createPrinter } from './printer.ts'
import type { Reporter } from './reporter.ts'
import type { TextView } from './text-view.ts'
import { printNotice } from './warnings.ts'

/** Where and how much to log. */
export interface LogSettings {
  readonly path: string
  /** Whose run it is. */
  readonly user: string
  /** As many `-v` as count for the log. */
  readonly verbosity: number
}

/** Adds to the log what the run prints; a new one is made where there is none. */
export const log = (view: TextView, settings: LogSettings, options: ReporterOptions): Reporter => {
  const file = openSync(settings.path, 'a')
  const write = (text: string, role?: ColorRole): void => {
    writeSync(file, `${stamp(settings)} ${levelOf(role)}| ${text.replace(/^\n+|\n$/g, '')}\n`)
  }
  const printer = createPrinter({ ...options, color: false }, (text, _, role) => write(text, role))
  const show = view(options, printer)
  const handle = (event: Event): void => {
    if (event.type === 'notice') printNotice(event, { ...options, verbosity: settings.verbosity }, printer)
    else show(event)
  }
  return { handle, close: () => closeSync(file) }
}

const stamp = ({ user }: LogSettings): string => `${timeText(new Date())} p=${process.pid} u=${user} n=ansible`

const timeText = (time: Date): string => {
  const padded = (value: number, length = 2): string => String(value).padStart(length, '0')
  const date = [time.getFullYear(), padded(time.getMonth() + 1), padded(time.getDate())].join('-')
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map((value) => padded(value)).join(':')
  return `${date} ${clock},${padded(time.getMilliseconds(), 3)}`
}

const levelOf = (role: ColorRole | undefined): string => (role && levels[role]) ?? 'INFO'

const levels: Readonly<Partial<Record<ColorRole, string>>> = {
  debug: 'DEBUG',
  skip: 'WARNING',
  deprecate: 'WARNING',
  warn: 'WARNING',
  error: 'ERROR',
  unreachable: 'ERROR',
}
