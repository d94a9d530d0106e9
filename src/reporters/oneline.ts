/** Ansible's oneline callback: one line for each host's result. */
import type { HostResult } from '../events.ts'
import type { Dict } from '../values.ts'
import { isCommand } from './actions.ts'
import { diagnosticPrinter } from './diagnostics.ts'
import { dumpResult } from './dump-result.ts'
import { createTaskBook } from './task-results.ts'
import type { TextView } from './text-view.ts'
import { printNotice } from './warnings.ts'

export const oneline: TextView = (options, printer) => {
  const book = createTaskBook(options.diff)
  const printDiagnostic = diagnosticPrinter(printer)
  const dump = (result: Dict): string => {
    const asJson = { verbosity: options.verbosity, resultFormat: 'json', prettyResults: undefined, indent: 0 } as const
    return dumpResult(result, asJson).replaceAll('\n', '')
  }

  const exceptionText = (event: HostResult, result: Dict): string => {
    const exception = String(result.get('exception'))
    if (isCommand(book.taskOf(event).action) && !result.has('module_stderr'))
      return outputText(event.host, result, 'FAILED')
    const told =
      options.verbosity < 3
        ? `To see the full traceback, use -vvv. The error was: ${exception.trim().split('\n').at(-1)}`
        : `The full traceback is:\n${exception.replaceAll('\n', '')}`
    return `An exception occurred during task execution. ${told}`
  }

  const failed = (event: HostResult, result: Dict): void => {
    if (event.diagnostic) printDiagnostic(event.diagnostic)
    if (result.has('exception')) printer.line(exceptionText(event, result), 'error')
    printer.line(`${event.host} | FAILED! => ${dump(result)}`, 'error')
  }

  const done = (event: HostResult, result: Dict): void => {
    const [state, role] = event.status === 'changed' ? (['CHANGED', 'changed'] as const) : (['SUCCESS', 'ok'] as const)
    const asText = isCommand(book.taskOf(event).action) && !result.has('ansible_job_id')
    printer.line(asText ? outputText(event.host, result, state) : `${event.host} | ${state} => ${dump(result)}`, role)
  }

  const unreachable = (event: HostResult, result: Dict): void =>
    printer.line(`${event.host} | UNREACHABLE!: ${String(result.get('msg') ?? '')}`, 'unreachable')

  const skipped = (event: HostResult): void => printer.line(`${event.host} | SKIPPED`, 'skip')

  const onHost = { ok: done, changed: done, failed, unreachable, skipped }

  return (event) => {
    if (event.type === 'task-start') book.add(event)
    else if (event.type === 'notice') printNotice(event, options, printer)
    else if (event.type === 'include-result')
      printer.line(`${event.host} | SUCCESS => ${dump(book.includeOf(event))}`, 'ok')
    else if (event.type === 'host-result') onHost[event.status](event, book.resultOf(event))
  }
}

const outputText = (host: string, result: Dict, caption: string): string => {
  const part = (key: string): string =>
    String(result.get(key) ?? '')
      .replaceAll('\n', '\\n')
      .replaceAll('\r', '\\r')
  const errors = part('stderr')
  const line = `${host} | ${caption} | rc=${String(result.get('rc') ?? -1)} | (stdout) ${part('stdout')}`
  return errors === '' ? line : `${line} (stderr) ${errors}`
}
