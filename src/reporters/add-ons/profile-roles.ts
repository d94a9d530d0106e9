import type { TextView } from '../text-view.ts'
import { filled, taskTimes } from './task-time.ts'

/** Adds the time to each task's heading and lists at the end what each role took; actions where there is no role. */
export const profileRoles: TextView = (_options, printer) => {
  const timeLine = taskTimes()
  const totals = new Map<string, number>()
  let current: { readonly name: string; readonly since: number } | undefined
  return (event) => {
    const { time } = event
    if (event.type === 'playbook-start') timeLine(time)
    if (event.type !== 'task-start' && event.type !== 'stats') return
    if (current) totals.set(current.name, (totals.get(current.name) ?? 0) + time - current.since)
    if (event.type === 'task-start') {
      printer.line(timeLine(time))
      current = { name: event.role ?? event.action, since: time }
      return
    }
    printer.banner('ROLES RECAP')
    printer.line(timeLine(time))
    printer.line(filled('', '='))
    for (const [name, took] of [...totals].sort(([, a], [, b]) => b - a)) printer.line(totalText(name, took))
    printer.line(filled('', '~'))
    printer.line(
      totalText(
        'total',
        [...totals.values()].reduce((sum, took) => sum + took, 0),
      ),
    )
  }
}

const totalText = (name: string, took: number): string =>
  `${name} `.padEnd(70, '-') + ` ${(took / 1000).toFixed(2)}s`.padStart(9, '-')
