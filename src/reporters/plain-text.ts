/** The text of Ansible's default callback, line by line as events come in. */
import { basename } from 'node:path'
import type { Event, HostResult, HostStart, IncludeResult, ItemResult, TaskStart } from '../events.ts'
import type { Dict } from '../values.ts'
import { cleanDebug, isInclude } from './actions.ts'
import type { ColorRole } from './colors.ts'
import { printCustomStats } from './custom-stats.ts'
import { diagnosticPrinter } from './diagnostics.ts'
import { attributesDump, diffText } from './diff-text.ts'
import { dumpResult } from './dump-result.ts'
import { printException } from './exceptions.ts'
import { hostLabel } from './host-label.ts'
import { itemLabel } from './item-label.ts'
import type { ReporterOptions } from './options.ts'
import type { Printer, StreamName } from './printer.ts'
import { recapLines } from './recap.ts'
import { createTaskHeadings, taskPath } from './task-headings.ts'
import { createTaskBook, diffOf, isVerbose } from './task-results.ts'
import type { TextView } from './text-view.ts'
import { printNotice, printWarnings } from './warnings.ts'

type Handlers = { readonly [Type in Event['type']]: (event: Extract<Event, { type: Type }>) => void }

/** Gives what turns each event into lines of the printer. */
export const plainText: TextView = (options, printer) => {
  const handlers: Handlers = { ...runHandlers(options, printer), ...taskHandlers(options, printer) }
  return (event) => (handlers[event.type] as (event: Event) => void)(event)
}

type TaskEvent =
  | 'play-start'
  | 'task-start'
  | 'host-start'
  | 'item-result'
  | 'host-result'
  | 'retry'
  | 'include-result'
  | 'included'

/** What is no part of a task. */
const runHandlers = (options: ReporterOptions, printer: Printer): Omit<Handlers, TaskEvent> => {
  const dryRun = (): void => {
    if (options.check && options.checkModeMarkers) printer.banner('DRY RUN')
  }
  return {
    'playbook-start': ({ file }) => {
      if (options.verbosity > 1) printer.banner(`PLAYBOOK: ${basename(file)}`)
      dryRun()
    },
    'no-hosts': ({ reason }) => {
      if (reason === 'none-remaining') printer.banner('NO MORE HOSTS LEFT')
      else printer.line('skipping: no hosts matched', 'skip')
    },
    'handler-notified': ({ handler, host }) => {
      if (options.verbosity > 1) printer.line(`NOTIFIED HANDLER ${handler} for ${host}`, 'verbose')
    },
    async: ({ state, host, jobId }) => {
      const rest = state === 'poll' ? ' started=1 finished=0' : ''
      printer.line(`ASYNC ${state.toUpperCase()} on ${host}: jid=${jobId}${rest}`, 'debug')
    },
    notice: (notice) => printNotice(notice, options, printer),
    stats: (stats) => {
      printer.banner('PLAY RECAP')
      for (const line of recapLines(stats, printer.paint)) printer.line(line)
      printer.line('')
      if (options.showCustomStats) printCustomStats(stats.custom, options, printer)
      dryRun()
    },
  }
}

const taskHandlers = (options: ReporterOptions, printer: Printer): Pick<Handlers, TaskEvent> => {
  const book = createTaskBook(options.diff)
  const headings = createTaskHeadings(options, printer)
  const printDiagnostic = diagnosticPrinter(printer)
  const failures: StreamName = options.displayFailedStderr ? 'stderr' : 'stdout'

  const dump = (result: Dict): string => dumpResult(result, options)
  const verbosely = (line: string, result: Dict): string =>
    isVerbose(result, options.verbosity) ? `${line} => ${dump(result)}` : line

  const printDiff = (event: HostResult | ItemResult, task: TaskStart, result: Dict): void => {
    const diff = book.showsDiff(event) ? diffOf(event, result) : undefined
    const text =
      diff === undefined
        ? ''
        : diffText(diff, { paint: printer.paint, context: options.diffContext, dump: attributesDump(options) })
    if (text === '') return
    headings.ensure(task)
    printer.line(text)
  }

  const printIgnored = (event: HostResult): void => {
    if (event.ignored) printer.line('...ignoring', 'skip')
  }

  const failed = (event: HostResult, task: TaskStart, visible: Dict): void => {
    const result = cleanDebug(visible, task.action)
    headings.ensure(task)
    if (event.diagnostic) printDiagnostic(event.diagnostic)
    printException(result, { verbosity: options.verbosity, printer, stream: failures })
    printWarnings(result, options, printer)
    if (!(event.loop && result.has('results'))) {
      if (options.verbosity < 2 && options.showTaskPathOnFailure) printTaskPath(task)
      printer.line(`fatal: [${hostLabel(event, result)}]: FAILED! => ${dump(result)}`, 'error', failures)
    }
    printIgnored(event)
  }

  const unreachable = (event: HostResult, task: TaskStart, result: Dict): void => {
    headings.ensure(task)
    if (event.diagnostic) printDiagnostic(event.diagnostic)
    const text = `fatal: [${hostLabel(event, result)}]: UNREACHABLE! => ${dump(result)}`
    printer.line(text, 'unreachable', failures)
    printIgnored(event)
  }

  const skipped = (event: HostResult, task: TaskStart, visible: Dict): void => {
    if (!options.displaySkippedHosts || options.skipsQuietly) return
    const result = cleanDebug(visible, task.action)
    headings.ensure(task)
    if (event.loop) result.delete('results')
    printer.line(verbosely(`skipping: [${event.host}]`, result), 'skip')
  }

  const done = (event: HostResult, task: TaskStart, result: Dict): void => {
    printDiff(event, task, result)
    const bringsTasks = isInclude(task.action)
    if (event.status === 'ok' && !bringsTasks && !options.displayOkHosts) return
    headings.ensure(task)
    if (bringsTasks) return
    const label = hostLabel(event, result)
    printWarnings(result, options, printer)
    if (event.loop && result.has('results')) return
    printer.line(verbosely(`${event.status}: [${label}]`, cleanDebug(result, task.action)), roleOf(event))
  }

  const itemFailed = (event: ItemResult, task: TaskStart, visible: Dict): void => {
    const result = cleanDebug(visible, task.action)
    headings.ensure(task)
    printException(result, { verbosity: options.verbosity, printer, stream: failures })
    printWarnings(result, options, printer)
    const line = `failed: [${hostLabel(event, visible)}] (item=${labelOf(event, task)}) => ${dump(result)}`
    printer.line(line, 'error', failures)
  }

  const itemSkipped = (event: ItemResult, task: TaskStart, result: Dict): void => {
    if (!options.displaySkippedHosts || options.skipsQuietly) return
    headings.ensure(task)
    const line = `skipping: [${event.host}] => (item=${labelOf(event, task)}) `
    printer.line(verbosely(line, cleanDebug(result, task.action)), 'skip')
  }

  const itemDone = (event: ItemResult, task: TaskStart, result: Dict): void => {
    printDiff(event, task, result)
    if (isInclude(task.action) || (event.status === 'ok' && !options.displayOkHosts)) return
    headings.ensure(task)
    const line = `${event.status}: [${hostLabel(event, result)}] => (item=${labelOf(event, task)})`
    printer.line(verbosely(line, cleanDebug(result, task.action)), roleOf(event))
  }

  const printTaskPath = (task: TaskStart): void => {
    const path = taskPath(task)
    if (path) printer.line(path, 'debug')
  }

  const started = (event: HostStart | IncludeResult): void => {
    if (!options.showPerHostStart) return
    const task = book.taskOf(event)
    const kind = task.kind === 'handler' ? 'HANDLER' : 'TASK'
    printer.line(` [started ${kind}: ${task.name} on ${event.host}]`, 'ok')
  }

  const onHost = { ok: done, changed: done, failed, unreachable, skipped }
  const onItem = { ok: itemDone, changed: itemDone, failed: itemFailed, unreachable: itemFailed, skipped: itemSkipped }

  return {
    'play-start': (play) => headings.play(play),
    'task-start': (task) => {
      book.add(task)
      headings.start(task)
    },
    'host-start': started,
    'include-result': started,
    'item-result': (event) => onItem[event.status](event, book.taskOf(event), book.resultOf(event)),
    'host-result': (event) => onHost[event.status](event, book.taskOf(event), book.resultOf(event)),
    retry: (event) => {
      const result = book.resultOf(event)
      const left = `${event.retries + 1 - event.attempt} retries left`
      const line = `FAILED - RETRYING: [${hostLabel(event, result)}]: ${event.name ?? ownName(book.taskOf(event))} (${left}).`
      printer.line(
        isVerbose(result, options.verbosity, 2)
          ? `${line}Result was: ${dump(result.set('retries', event.retries + 1))}`
          : line,
        'debug',
      )
    },
    included: (event) => {
      headings.ensure(book.taskOf(event))
      const item = event.label === undefined ? '' : ` => (item=${itemLabel(event.label)})`
      printer.line(`included: ${event.file} for ${event.hosts.join(', ')}${item}`, 'included')
    },
  }
}

const roleOf = ({ status }: HostResult | ItemResult): ColorRole => (status === 'changed' ? 'changed' : 'ok')

const labelOf = ({ label }: ItemResult, task: TaskStart): string => itemLabel(task.noLog ? undefined : label)

/** A task's name without its role, which a task without a name keeps. */
const ownName = ({ name, role, action }: TaskStart): string => {
  const prefix = `${role} : `
  return role !== undefined && name.startsWith(prefix) && name !== prefix + action ? name.slice(prefix.length) : name
}
