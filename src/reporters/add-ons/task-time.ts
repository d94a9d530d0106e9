/** The line that the profiling add-ons print: the time, how long the last task took and the run until now. */

import { days, months } from '../../util/calendar.ts'

/** Gives what makes the line for a moment, in milliseconds since 1970. */
export const taskTimes = (): ((now: number) => string) => {
  let first: number | undefined
  let last: number | undefined
  return (now) => {
    first ??= now
    const line = `${dateText(now)} (${spanText(now - (last ?? first))})       ${spanText(now - first)}`
    last = now
    return filled(line, '*')
  }
}

/** A text filled up to the 79 columns that these add-ons use. */
export const filled = (text: string, filler: string): string => {
  const start = text === '' ? '' : `${text} `
  return `${start}${filler.repeat(Math.max(3, 79 - start.length))} `
}

/** `0:01:02.345`. */
const spanText = (milliseconds: number): string => {
  const whole = Math.floor(milliseconds)
  const part = (size: number, count: number, digits: number): string =>
    String(Math.floor(whole / size) % count).padStart(digits, '0')
  return `${Math.floor(whole / 3_600_000)}:${part(60_000, 60, 2)}:${part(1000, 60, 2)}.${part(1, 1000, 3)}`
}

/** `Thursday 11 June 2026  22:50:53 +0100`. */
const dateText = (milliseconds: number): string => {
  const date = new Date(milliseconds)
  const two = (number: number): string => String(number).padStart(2, '0')
  const day = `${days[date.getDay()]} ${two(date.getDate())} ${months[date.getMonth()]} ${date.getFullYear()}`
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')
  const offset = -date.getTimezoneOffset()
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}${two(Math.abs(offset) % 60)}`
  return `${day}  ${time} ${zone}`
}
