/** Ansible's json callback: the whole run as one JSON document, at its end. */
import type { Event, HostResult, HostStats, IncludeResult, PlayStart, Stats, TaskStart } from '../events.ts'
import { dumpJson } from '../util/python-json.ts'
import { type Dict, dict, type Value } from '../values.ts'
import { shown, withoutInternal } from './shown.ts'
import { createTaskBook, type TaskBook } from './task-results.ts'
import type { TextView } from './text-view.ts'
import { printNotice } from './warnings.ts'

export const json: TextView = (options, printer) => {
  const book = createTaskBook(options.diff)
  const record = createRecord(book)
  return (event) => {
    if (event.type === 'task-start') book.add(event)
    if (event.type === 'notice') printNotice(event, options, printer)
    if (event.type !== 'stats') return record.add(event)
    const text = dumpJson(record.document(event, options.showCustomStats), { indent: 4, sortKeys: true })
    printer.line(text)
  }
}

interface TaskRecord {
  readonly start: TaskStart
  readonly begun: number
  ended: number | undefined
  readonly hosts: Dict
}

interface PlayRecord {
  readonly start: PlayStart
  readonly begun: number
  ended: number | undefined
  readonly tasks: TaskRecord[]
  /** In step all hosts share a task's record; else each host has its own. */
  readonly inStep: boolean
  readonly current: Map<string, TaskRecord>
}

const createRecord = (book: TaskBook) => {
  const plays: PlayRecord[] = []
  const open = (start: TaskStart, time: number): TaskRecord => {
    const task = { start, begun: time, ended: undefined, hosts: new Map() }
    plays.at(-1)?.tasks.push(task)
    return task
  }
  const end = (event: (HostResult | IncludeResult) & { time: number }): void => {
    const play = plays.at(-1)!
    const start = book.taskOf(event)
    const shared = play.inStep ? play.tasks.findLast(({ start: { task } }) => task === event.task) : undefined
    const task = shared ?? play.current.get(event.host) ?? open(start, event.time)
    play.current.delete(event.host)
    task.hosts.set(event.host, resultOf(event, start, book))
    task.ended = event.time
    play.ended = event.time
  }
  const add = (event: Event): void => {
    const play = plays.at(-1)
    if (event.type === 'play-start') plays.push(playRecord(event))
    else if (event.type === 'task-start' && play?.inStep) open(event, event.time)
    else if (event.type === 'host-start' && play && !play.inStep)
      play.current.set(event.host, open(book.taskOf(event), event.time))
    else if (event.type === 'host-result' || event.type === 'include-result') end(event)
  }
  const document = (stats: Stats, withCustom: boolean): Dict => documentOf(plays, stats, withCustom)
  return { add, document }
}

const playRecord = (start: PlayStart & { time: number }): PlayRecord => ({
  start,
  begun: start.time,
  ended: undefined,
  tasks: [],
  inStep: !/(^|\.)(free|host_pinned)$/.test(start.strategy ?? 'linear'),
  current: new Map(),
})

const resultOf = (event: HostResult | IncludeResult, task: TaskStart, book: TaskBook): Dict => {
  const seen = event.type === 'include-result' ? book.includeOf(event) : book.resultOf(event)
  const result = withoutInternal(seen) as Dict
  if (event.type === 'host-result' && (event.status === 'failed' || event.status === 'skipped'))
    result.set(event.status, true)
  return result.set('action', task.action)
}

const documentOf = (plays: readonly PlayRecord[], stats: Stats, withCustom: boolean): Dict => {
  const custom = withCustom ? [...stats.custom] : []
  return dict({
    plays: plays.map((play) =>
      dict({ play: head(play, play.start.play), tasks: play.tasks.map((task) => taskDict(task)) }),
    ),
    stats: new Map([...stats.hosts].map(([host, counts]): [Value, Value] => [host, countsDict(counts)])),
    custom_stats: shown(new Map(custom.filter(([host]) => host !== '_run'))),
    global_custom_stats: shown(new Map(custom).get('_run') ?? new Map()),
  })
}

const taskDict = (task: TaskRecord): Dict => dict({ task: head(task, task.start.task), hosts: task.hosts })

const head = (record: PlayRecord | TaskRecord, id: number): Dict => {
  const { name, position } = record.start
  const end = record.ended === undefined ? undefined : timeText(record.ended)
  return dict({
    name,
    id: String(id),
    path: position && `${position.file}:${position.line}`,
    duration: dict({ start: timeText(record.begun), end }),
  })
}

const timeText = (milliseconds: number): string => new Date(milliseconds).toISOString().replace('Z', '000Z')

const countsDict = ({ failed, ...counts }: HostStats): Dict => dict({ ...counts, failures: failed })
