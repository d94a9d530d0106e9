/** Times as Python's `str` writes them. */

/** The text of a `datetime`: `2026-11-21 15:16:21.353739`; a time given in seconds since 1970, in local time. */
export const dateTimeText = (seconds: number): string => {
  const date = new Date(Math.floor(seconds) * 1000)
  const day = [date.getFullYear(), pad(date.getMonth() + 1), pad(date.getDate())].join('-')
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => pad(part)).join(':')
  const micros = Math.round((seconds - Math.floor(seconds)) * 1e6)
  return `${day} ${time}${fraction(micros)}`
}

/** The text of a `timedelta` of so many microseconds: `0:00:00.003847`, `1 day, 2:03:04`. */
export const durationText = (micros: number): string => {
  const seconds = Math.floor(micros / 1e6)
  const days = Math.floor(seconds / 86_400)
  const clock = `${Math.floor((seconds % 86_400) / 3600)}:${pad(Math.floor((seconds % 3600) / 60))}:${pad(seconds % 60)}`
  const prefix = days === 0 ? '' : `${days} day${days === 1 ? '' : 's'}, `
  return `${prefix}${clock}${fraction(Math.round(micros % 1e6))}`
}

/** `+02:00`, from the minutes east of UTC; nothing where they are not known. */
export const zoneText = (zone: number | undefined): string => {
  if (zone === undefined) return ''
  const minutes = Math.abs(zone)
  return `${zone < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
}

const pad = (part: number, width = 2): string => String(part).padStart(width, '0')

const fraction = (micros: number): string => (micros === 0 ? '' : `.${pad(micros, 6)}`)
