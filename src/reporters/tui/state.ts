/** What the live view knows of a run: folded from its events, without a clock and without drawing. */
import type { Event, HostResult, HostStart, PlayStart, TaskStart } from '../../events.ts'

export interface LiveState {
  /** When the run began, as the first event tells. */
  readonly startedAt: number | undefined
  readonly play: LivePlay | undefined
  /** The task that began last. */
  readonly task: LiveTask | undefined
  /** Tasks begun so far. */
  readonly tasks: number
  /** Hosts at work, those longest at it first. */
  readonly working: ReadonlyMap<string, HostAtWork>
  /** Results so far, counted as in the recap. */
  readonly counts: Readonly<Record<Count, number>>
  /** Hosts of this play that failed or could not be reached. */
  readonly lost: ReadonlySet<string>
  /** The recap has come: nothing is left to show. */
  readonly finished: boolean
}

export type Count = 'ok' | 'changed' | 'unreachable' | 'failed' | 'skipped' | 'ignored'

export interface LivePlay {
  readonly name: string
  readonly hosts: number
  readonly check: boolean
}

export interface LiveTask {
  readonly id: number
  readonly name: string
  readonly kind: TaskStart['kind']
  /** Hosts that are done with it. */
  readonly done: number
}

export interface HostAtWork {
  readonly task: number
  readonly name: string
  readonly since: number
  /** Items done so far. */
  readonly items: number
  /** `retry 2 of 5`, `waiting for its job`. */
  readonly note: string | undefined
}

export const initialState: LiveState = {
  startedAt: undefined,
  play: undefined,
  task: undefined,
  tasks: 0,
  working: new Map(),
  counts: { ok: 0, changed: 0, unreachable: 0, failed: 0, skipped: 0, ignored: 0 },
  lost: new Set(),
  finished: false,
}

/** The state after some more events; the state given stays as it is. */
export const fold = (state: LiveState, events: readonly Event[]): LiveState => {
  const draft: Draft = {
    ...state,
    working: new Map(state.working),
    counts: { ...state.counts },
    lost: new Set(state.lost),
  }
  for (const event of events) {
    draft.startedAt ??= event.time
    const change = changes[event.type] as ((draft: Draft, event: Event) => void) | undefined
    change?.(draft, event)
  }
  return draft
}

// Copied once for many events, so that a burst of results of hundreds of hosts stays cheap.
type Draft = { -readonly [Key in keyof LiveState]: LiveState[Key] } & {
  working: Map<string, HostAtWork>
  counts: Record<Count, number>
  lost: Set<string>
}

const startPlay = (draft: Draft, { name, hosts, check }: PlayStart): void => {
  draft.finished = false
  draft.play = { name: name.trim(), hosts: hosts.length, check }
  draft.task = undefined
  draft.working.clear()
  draft.lost.clear()
}

const startTask = (draft: Draft, { task, name, kind }: TaskStart): void => {
  draft.task = { id: task, name: name.trim(), kind, done: 0 }
  draft.tasks += 1
}

type At<Body> = Body & Pick<Event, 'time'>

const startHost = (draft: Draft, event: At<HostStart>): void => {
  const name = draft.task?.id === event.task ? draft.task.name : ''
  draft.working.delete(event.host)
  draft.working.set(event.host, { task: event.task, name, since: event.time, items: 0, note: undefined })
}

const update = (draft: Draft, host: string, change: (work: HostAtWork) => HostAtWork): void => {
  const work = draft.working.get(host)
  if (work) draft.working.set(host, change(work))
}

const endHost = (draft: Draft, event: HostResult): void => {
  draft.working.delete(event.host)
  if (draft.task?.id === event.task) draft.task = { ...draft.task, done: draft.task.done + 1 }
  for (const count of countsOf(event)) draft.counts[count] += 1
  if (isLost(event)) draft.lost.add(event.host)
  else draft.lost.delete(event.host)
}

const isLost = ({ status, ignored }: HostResult): boolean =>
  !ignored && (status === 'failed' || status === 'unreachable')

const countsOf = (event: HostResult): readonly Count[] => {
  if (event.ignored && event.status !== 'skipped') return ['ok', 'ignored']
  return event.status === 'changed' ? ['ok', 'changed'] : [event.status]
}

const changes: { readonly [Type in Event['type']]?: (draft: Draft, event: Extract<Event, { type: Type }>) => void } = {
  'play-start': startPlay,
  'task-start': startTask,
  'host-start': startHost,
  'item-result': (draft, { host }) =>
    update(draft, host, (work) => ({ ...work, items: work.items + 1, note: undefined })),
  retry: (draft, { host, attempt, retries }) =>
    update(draft, host, (work) => ({ ...work, note: `retry ${attempt} of ${retries}` })),
  async: (draft, { host }) => update(draft, host, (work) => ({ ...work, note: 'waiting for its job' })),
  'host-result': endHost,
  stats: (draft) => {
    draft.finished = true
  },
}
