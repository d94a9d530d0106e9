import type { Stats } from '../events.ts'
import type { Dict } from '../values.ts'
import { type DumpOptions, dumpResult } from './dump-result.ts'
import type { Printer } from './printer.ts'
import { shown } from './shown.ts'

/** Prints what `set_stats` collected: by host, then for the run. */
export const printCustomStats = (custom: Stats['custom'], options: DumpOptions, printer: Printer): void => {
  if (custom.size === 0) return
  printer.banner('CUSTOM STATS: ')
  const text = (stats: Dict): string => dumpResult(shown(stats) as Dict, { ...options, indent: 1 }).replaceAll('\n', '')
  for (const host of [...custom.keys()].sort())
    if (host !== '_run') printer.line(`\t${host}: ${text(custom.get(host)!)}`)
  const run = custom.get('_run')
  if (run) {
    printer.line('')
    printer.line(`\tRUN: ${text(run)}`)
  }
  printer.line('')
}
