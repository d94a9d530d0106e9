import { writeFileSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import type { EventSink } from '../../events.ts'

/** Where retry files go. */
export interface RetryFiles {
  /** Beside the playbook where absent. */
  readonly folder: string | undefined
}

interface Retry {
  readonly playbook: string
  /** Those that failed or could not be reached. */
  readonly hosts: readonly string[]
  readonly emit: EventSink
}

/** Writes the hosts that a playbook has to be run on once more, for `--limit @FILE`. */
export const writeRetryFile = ({ folder }: RetryFiles, { playbook, hosts, emit }: Retry): void => {
  if (hosts.length === 0) return
  const file = join(folder ?? resolve(dirname(playbook)), `${basename(playbook, extname(playbook))}.retry`)
  try {
    writeFileSync(
      file,
      [...hosts]
        .sort()
        .map((host) => `${host}\n`)
        .join(''),
    )
    emit({ type: 'notice', level: 'verbose', verbosity: 0, message: `\tto retry, use: --limit @${file}\n` })
  } catch (error) {
    const message = `Could not create retry file '${file}'.\n\t${(error as Error).message}`
    emit({ type: 'notice', level: 'warning', message })
  }
}
