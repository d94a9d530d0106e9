/** One event per line, as JSON, for programs. */
import type { Event } from '../events.ts'
import { dumpJson } from '../util/python-json.ts'
import { Float, isDict, type Value } from '../values.ts'
import type { ReporterOptions } from './options.ts'
import type { Reporter } from './reporter.ts'
import { shown, withoutInternal } from './shown.ts'
import { createTaskBook, hasResult, type TaskBook } from './task-results.ts'

/** The reporter that writes each event as a line of JSON. */
export const ndjson = (options: ReporterOptions): Reporter => {
  const book = createTaskBook(options.diff)
  return {
    handle: (event) => {
      if (event.type === 'task-start') book.add(event)
      // `included` tells of it.
      if (event.type === 'include-result') return
      options.stdout.write(`${eventJson(event, book)}\n`)
    },
    close: () => {},
  }
}

const eventJson = (event: Event, book: TaskBook): string => {
  const told = hasResult(event) ? { ...event, result: withoutInternal(book.resultOf(event)) } : event
  const isHidden = event.type === 'item-result' && book.taskOf(event).noLog
  const value = toValue(isHidden ? { ...told, label: null } : told)
  return dumpJson(value, { ensureAscii: false, separators: [',', ':'] })
}

/** Events are plain objects around values; JSON has neither `NaN` nor infinities. */
const toValue = (part: unknown): Value => {
  if (part === undefined) return null
  if (typeof part === 'number') return Number.isFinite(part) ? part : null
  if (part === null || typeof part !== 'object' || part instanceof Float) return part as Value
  if (Array.isArray(part)) return part.map(toValue)
  if (isDict(part)) return new Map([...part].map(([key, value]) => [key, toValue(value)]))
  if (Object.getPrototypeOf(part) !== Object.prototype) return toValue(shown(part as Value))
  const entries = Object.entries(part).filter(([, value]) => value !== undefined)
  return new Map(entries.map(([key, value]) => [key, toValue(value)]))
}
