import { readFileSync } from 'node:fs'
import type { Diagnostic, Position, TrailStep } from './errors.ts'
import { codeFrame } from './util/code-frame.ts'

/** How a diagnostic is shown. */
export interface FormatOptions {
  /** Wraps parts in colours; plain text without it. */
  readonly colors?: DiagnosticColors | undefined
  /** Gives a file's text, or undefined where there is none to show; reads the file system unless told. */
  readonly readSource?: ((file: string) => string | undefined) | undefined
}

export interface DiagnosticColors {
  readonly error: (text: string) => string
  readonly place: (text: string) => string
  readonly hint: (text: string) => string
}

const plain = (text: string): string => text
const noColors: DiagnosticColors = { error: plain, place: plain, hint: plain }

/** A diagnostic as text: the message, its place, the source lines with a squiggle, the hint and how it was reached. */
export const formatDiagnostic = (diagnostic: Diagnostic, options: FormatOptions = {}): string => {
  const colors = options.colors ?? noColors
  const { message, position, hint, trail = [] } = diagnostic
  const lines = [colors.error(message)]
  if (position) lines.push(`  ${colors.place(formatPosition(position))}`, ...frame(diagnostic, options))
  if (hint) lines.push(`  ${colors.hint(`hint: ${hint}`)}`)
  lines.push(...trail.map((step) => formatStep(step, colors)))
  return lines.join('\n')
}

/** `file:line:column`, which terminals and editors can open. */
export const formatPosition = ({ file, line, column }: Position): string => `${file}:${line}:${column}`

const frame = ({ position, length }: Diagnostic, options: FormatOptions): string[] => {
  const text = (options.readSource ?? readSource)(position!.file)
  if (text === undefined) return []
  const shown = codeFrame(text, { line: position!.line, column: position!.column, length })
  return shown ? ['', ...shown.split('\n').map((line) => `  ${line}`), ''] : []
}

const formatStep = ({ message, position }: TrailStep, { place }: DiagnosticColors): string =>
  position ? `  ${message} (${place(formatPosition(position))})` : `  ${message}`

const readSource = (file: string): string | undefined => {
  try {
    const text = readFileSync(file, 'utf8')
    // Showing the cipher text would help nobody.
    return text.startsWith('$ANSIBLE_VAULT') ? undefined : text
  } catch {
    return undefined
  }
}
