import type { TextView } from '../text-view.ts'

/** Tells at the end how long the run took. */
export const timer: TextView = (_options, printer) => {
  let begun: number | undefined
  return (event) => {
    begun ??= event.time
    if (event.type !== 'stats') return
    printer.banner('PLAYBOOK RECAP')
    printer.line(`Playbook run took ${spanText(Math.floor((event.time - begun) / 1000))}`)
  }
}

const spanText = (seconds: number): string => {
  const hours = Math.floor(seconds / 3600)
  return `${Math.floor(hours / 24)} days, ${hours % 24} hours, ${Math.floor(seconds / 60) % 60} minutes, ${seconds % 60} seconds`
}
