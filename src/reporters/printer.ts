import { textWidth } from '../util/text-width.ts'
import { wrapText } from '../util/wrap-text.ts'
import { type ColorRole, type Paint, painter } from './colors.ts'
import type { ReporterOptions } from './options.ts'

export type StreamName = 'stdout' | 'stderr'

/** Writes a piece of output; the role tells what kind it is. */
export type Write = (text: string, stream: StreamName, role?: ColorRole) => void

/** Prints lines, banners and warnings as Ansible's display does. */
export interface Printer {
  readonly paint: Paint
  /** Prints the text as a line of its own; one line feed at its end is not doubled. */
  line(text: string, role?: ColorRole, stream?: StreamName): void
  /** An empty line, then the text filled with stars to the width of the output. */
  banner(text: string): void
  /** A warning, wrapped and on stderr, unless it was shown before; `place` is no part of what is compared. */
  warning(message: string, place?: string): void
  deprecation(message: string, place?: string): void
  /** What went wrong while the run went on, on stderr, unless it was told before; wrapped, unless it is to stay as written. */
  error(message: string, asWritten?: boolean): void
}

type Settings = Pick<ReporterOptions, 'color' | 'colors' | 'columns' | 'deprecationWarnings'>

/** Makes a printer that writes to the output's streams, or wherever `write` puts it. */
export const createPrinter = (settings: Settings, write: Write): Printer => {
  const paint = painter(settings.color, settings.colors)
  const shown = new Set<string>()
  const line: Printer['line'] = (text, role, stream = 'stdout') =>
    write(`${paint(text.endsWith('\n') ? text.slice(0, -1) : text, role)}\n`, stream, role)
  const once = (message: string, role: ColorRole, wrapped: () => string): void => {
    const key = `${role} ${message}`
    if (shown.has(key)) return
    shown.add(key)
    line(wrapped(), role, 'stderr')
  }
  return {
    paint,
    line,
    banner: (text) => line(`\n${bannerText(text, settings.columns)}`),
    warning: (message, place = '') => once(message, 'warn', () => warningText(message + place, settings.columns)),
    error: (message, asWritten = false) =>
      once(message, 'error', () =>
        asWritten ? `ERROR! ${message}` : wrapText(`[ERROR]: ${message}`, settings.columns).join('\n'),
      ),
    deprecation: (message, place = '') => {
      if (settings.deprecationWarnings)
        once(message, 'deprecate', () => deprecationText(message + place, settings.columns))
    },
  }
}

/** The {@link Write} for an output's two streams. */
export const writeTo =
  (options: Pick<ReporterOptions, StreamName>): Write =>
  (text, stream) => {
    options[stream].write(text)
  }

const bannerText = (text: string, columns: number): string => {
  const title = text.trim()
  return `${title} ${'*'.repeat(Math.max(3, columns - textWidth(title)))}`
}

const warningText = (message: string, columns: number): string => wrapText(`[WARNING]: ${message}`, columns).join('\n')

const deprecationText = (message: string, columns: number): string =>
  wrapText(`[DEPRECATION WARNING]: ${message}`, columns, { dropWhitespace: false }).join('\n').trim()
