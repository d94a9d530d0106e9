import type { Run } from './run.ts'

/** What has been said, by run. */
const said = new WeakMap<Run, Set<string>>()

/** Warns; the same is told once in a run. */
export const warnOnce = (run: Run, message: string): void => {
  const before = said.get(run) ?? new Set()
  said.set(run, before)
  if (before.has(message)) return
  before.add(message)
  run.emit({ type: 'notice', level: 'warning', message })
}
