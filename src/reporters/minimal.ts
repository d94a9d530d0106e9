/** Ansible's minimal callback, which ad-hoc commands use: a line or a block for each host's result. */
import type { HostResult, IncludeResult, ItemResult, TaskStart } from '../events.ts'
import type { Dict } from '../values.ts'
import { cleanDebug, isCommand } from './actions.ts'
import { diagnosticPrinter } from './diagnostics.ts'
import { attributesDump, diffText } from './diff-text.ts'
import { dumpResult } from './dump-result.ts'
import { printException } from './exceptions.ts'
import { createTaskBook } from './task-results.ts'
import type { TextView } from './text-view.ts'
import { printNotice, printWarnings } from './warnings.ts'

export const minimal: TextView = (options, printer) => {
  const book = createTaskBook(options.diff)
  const printDiagnostic = diagnosticPrinter(printer)
  const dump = (result: Dict): string => dumpResult(result, { ...options, indent: 4 })

  const textOf = (event: HostResult, result: Dict, caption: string): string => {
    const { action } = book.taskOf(event)
    const asText = isCommand(action) && !result.has(event.status === 'failed' ? 'module_stderr' : 'ansible_job_id')
    if (asText) return outputText(event.host, result, caption)
    return `${event.host} | ${event.status === 'failed' ? 'FAILED!' : caption} => ${dump(result)}`
  }

  const printDiff = (event: HostResult | ItemResult, result: Dict): void => {
    const diff = book.showsDiff(event) ? result.get('diff') : undefined
    if (diff === undefined || diff === null) return
    printer.line(diffText(diff, { paint: printer.paint, context: options.diffContext, dump: attributesDump(options) }))
  }

  const failed = (event: HostResult, _task: TaskStart, result: Dict): void => {
    if (event.diagnostic) printDiagnostic(event.diagnostic)
    printException(result, { verbosity: options.verbosity, printer, stream: 'stdout' })
    printWarnings(result, options, printer)
    printer.line(textOf(event, result, 'FAILED'), 'error')
  }

  const done = (event: HostResult, task: TaskStart, visible: Dict): void => {
    printDiff(event, visible)
    const result = cleanDebug(visible, task.action)
    printWarnings(result, options, printer)
    const isChanged = event.status === 'changed'
    printer.line(textOf(event, result, isChanged ? 'CHANGED' : 'SUCCESS'), isChanged ? 'changed' : 'ok')
  }

  const included = (event: IncludeResult): void =>
    printer.line(`${event.host} | SUCCESS => ${dump(book.includeOf(event))}`, 'ok')

  const skipped = (event: HostResult): void => printer.line(`${event.host} | SKIPPED`, 'skip')

  const unreachable = (event: HostResult, _task: TaskStart, result: Dict): void =>
    printer.line(`${event.host} | UNREACHABLE! => ${dump(result)}`, 'unreachable')

  const onHost = { ok: done, changed: done, failed, skipped, unreachable }

  return (event) => {
    if (event.type === 'task-start') book.add(event)
    else if (event.type === 'notice') printNotice(event, options, printer)
    else if (event.type === 'host-result') onHost[event.status](event, book.taskOf(event), book.resultOf(event))
    else if (event.type === 'include-result') included(event)
    else if (event.type === 'item-result' && event.status === 'changed') printDiff(event, book.resultOf(event))
  }
}

const outputText = (host: string, result: Dict, caption: string): string => {
  const part = (key: string): string => String(result.get(key) ?? '')
  return `${host} | ${caption} | rc=${String(result.get('rc') ?? -1)} >>\n${part('stdout')}${part('stderr')}${part('msg')}\n`
}
