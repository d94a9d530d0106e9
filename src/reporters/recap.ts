import type { HostStats, Stats } from '../events.ts'
import type { ColorRole, Paint } from './colors.ts'

/** The lines of the recap, a host each, in the order of their names. */
export const recapLines = ({ hosts }: Pick<Stats, 'hosts'>, paint: Paint): string[] =>
  [...hosts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([host, stats]) => recapLine(host, stats, paint))

const COLUMNS: readonly (readonly [keyof HostStats, ColorRole])[] = [
  ['ok', 'ok'],
  ['changed', 'changed'],
  ['unreachable', 'unreachable'],
  ['failed', 'error'],
  ['skipped', 'skip'],
  ['rescued', 'ok'],
  ['ignored', 'warn'],
]

const recapLine = (host: string, stats: HostStats, paint: Paint): string => {
  const counts = COLUMNS.map(([name, role]) => countText(name, stats[name], (text) => paint(text, role)))
  return `${hostText(host, stats, paint)} : ${counts.join(' ')}`
}

const countText = (name: string, count: number, paint: (text: string) => string): string => {
  const text = `${name}=${String(count).padEnd(4)}`
  return count === 0 ? text : paint(text)
}

// The width counts the escapes, which take 11 characters.
const hostText = (host: string, stats: HostStats, paint: Paint): string => {
  const painted = paint(host, hostRole(stats))
  return painted.padEnd(painted === host ? 26 : 37)
}

const hostRole = (stats: HostStats): ColorRole => {
  if (stats.failed > 0 || stats.unreachable > 0) return 'error'
  return stats.changed > 0 ? 'changed' : 'ok'
}
