/** Ansible's tree callback: a file for each host that holds its last result. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dumpResult } from './dump-result.ts'
import type { ReporterOptions } from './options.ts'
import type { Reporter } from './reporter.ts'
import { createTaskBook } from './task-results.ts'

export const tree = (folder: string, options: ReporterOptions): Reporter => {
  const book = createTaskBook(options.diff)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return {
    handle(event) {
      if (event.type === 'task-start') book.add(event)
      if (event.type !== 'host-result' || event.status === 'skipped') return
      const { verbosity, prettyResults } = options
      const resultFormat = options.resultFormat === 'yaml' ? 'yaml' : 'json'
      const text = dumpResult(book.resultOf(event), { verbosity, resultFormat, prettyResults })
      writeFileSync(join(folder, event.host), text)
    },
    close() {},
  }
}
