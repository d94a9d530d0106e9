import { mkdirSync } from 'node:fs'

/** Where root file systems, keys and the state of running hosts are kept; `RUNBOOK_LAB_DIR` moves it. */
export function labDirectory(): string {
  const directory = process.env.RUNBOOK_LAB_DIR ?? '/var/tmp/runbook-lab'
  mkdirSync(`${directory}/run`, { recursive: true })
  return directory
}
