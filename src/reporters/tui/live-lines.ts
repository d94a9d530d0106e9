/** What the live part says, as lines of coloured pieces; their number is bounded however many hosts there are. */
import { cutText } from '../../util/cut-text.ts'
import { textWidth } from '../../util/text-width.ts'
import { durationText } from './duration-text.ts'
import type { Count, HostAtWork, LiveState } from './state.ts'

export interface Piece {
  readonly text: string
  readonly color?: Color | undefined
  readonly bold?: boolean | undefined
}

export type Color = 'green' | 'yellow' | 'red' | 'cyan' | 'magenta' | 'gray'

export type Line = readonly Piece[]

export interface Screen {
  /** Milliseconds since 1970. */
  readonly now: number
  readonly columns: number
  readonly rows: number
  /** The terminal shows more than ASCII. */
  readonly unicode: boolean
}

/** The lines of the live part: none once the run has ended. */
export const liveLines = (state: LiveState, screen: Screen): Line[] => {
  if (state.finished || state.startedAt === undefined) return []
  const foot = [countsLine(state, screen.now)]
  if (screen.rows < 6) return foot
  const head = [playLine(state), taskLine(state, screen)].filter((line) => line !== undefined)
  const lost = lostLine(state)
  if (lost) foot.unshift(lost)
  const room = Math.min(MOST_HOSTS, screen.rows - head.length - foot.length - 3)
  return [[], ...head, ...hostLines(state, screen, room), ...foot]
}

const MOST_HOSTS = 10

const playLine = ({ play }: LiveState): Line | undefined => {
  if (!play) return undefined
  const hosts = `  ${play.hosts} ${play.hosts === 1 ? 'host' : 'hosts'}`
  const check: Line = play.check ? [{ text: '  dry run', color: 'cyan' }] : []
  return [{ text: 'PLAY ', color: 'gray' }, { text: play.name, bold: true }, { text: hosts, color: 'gray' }, ...check]
}

const KINDS = { task: 'TASK ', handler: 'HANDLER ', cleanup: 'CLEANUP ' } as const

const taskLine = ({ task, play, lost }: LiveState, screen: Screen): Line | undefined => {
  if (!task || !play) return undefined
  const total = Math.max(task.done, play.hosts - lost.size)
  const counter = total > 1 ? `  ${task.done}/${total}` : ''
  const gauge = total > 1 && screen.columns >= 60 ? `  ${bar(task.done / total, screen)}` : ''
  const kind = KINDS[task.kind]
  const room = screen.columns - kind.length - counter.length - gauge.length
  return [
    { text: kind, color: 'gray' },
    { text: cutText(task.name, room, screen.unicode ? '…' : '...'), bold: true },
    { text: gauge },
    { text: counter, color: 'gray' },
  ]
}

const bar = (part: number, { unicode }: Screen): string => {
  const width = 20
  const full = Math.round(part * width)
  const [on, off] = unicode ? ['━', '─'] : ['#', '-']
  return on.repeat(full) + off.repeat(width - full)
}

const hostLines = (state: LiveState, screen: Screen, room: number): Line[] => {
  if (room < 1) return []
  const hosts = [...state.working]
  const fits = hosts.length <= room ? hosts : hosts.slice(0, room - 1)
  const width = Math.min(30, Math.max(0, ...fits.map(([host]) => textWidth(host))))
  const lines = fits.map(([host, work]) => hostLine(host, work, { state, screen, width }))
  const more = hosts.length - fits.length
  if (more > 0) lines.push([{ text: `  ${screen.unicode ? '…' : '...'} and ${more} more`, color: 'gray' }])
  return lines
}

interface HostContext {
  readonly state: LiveState
  readonly screen: Screen
  readonly width: number
}

const hostLine = (host: string, work: HostAtWork, { state, screen, width }: HostContext): Line => {
  const blanks = ' '.repeat(Math.max(0, width - textWidth(host)))
  const pieces: Piece[] = [
    { text: `${spinner(screen)} `, color: 'cyan' },
    { text: host + blanks },
    { text: `  ${durationText(screen.now - work.since).padStart(5)}`, color: 'gray' },
  ]
  if (work.name !== '' && work.task !== state.task?.id) pieces.push({ text: `  ${work.name}` })
  if (work.items > 0) pieces.push({ text: `  ${work.items} ${work.items === 1 ? 'item' : 'items'}`, color: 'gray' })
  if (work.note) pieces.push({ text: `  ${work.note}`, color: 'yellow' })
  return pieces
}

const spinner = ({ now, unicode }: Screen): string => {
  const frames = unicode ? '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏' : '-\\|/'
  return frames[Math.floor(now / 100) % frames.length]!
}

const lostLine = ({ lost }: LiveState): Line | undefined => {
  if (lost.size === 0) return undefined
  const names = [...lost].slice(0, 20).join(', ')
  return [
    { text: `lost ${lost.size}: `, color: 'red' },
    { text: lost.size > 20 ? `${names}, …` : names, color: 'red' },
  ]
}

const COUNTS: readonly (readonly [Count, Color])[] = [
  ['ok', 'green'],
  ['changed', 'yellow'],
  ['unreachable', 'red'],
  ['failed', 'red'],
  ['skipped', 'cyan'],
  ['ignored', 'magenta'],
]

const countsLine = ({ counts, tasks, startedAt }: LiveState, now: number): Line => {
  const pieces: Piece[] = [{ text: `${durationText(now - startedAt!)}  ` }]
  for (const [name, color] of COUNTS)
    if (counts[name] > 0 || name === 'ok' || name === 'changed' || name === 'failed')
      pieces.push({ text: `${name}=${counts[name]} `, color: counts[name] > 0 ? color : 'gray' })
  pieces.push({ text: ` ${tasks} ${tasks === 1 ? 'task' : 'tasks'}`, color: 'gray' })
  return pieces
}
