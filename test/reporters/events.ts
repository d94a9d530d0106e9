/** Events for tests, with what each test doesn't care about filled in. */
import type { Event, EventBody, HostStats } from '../../src/events.ts'
import { dict } from '../../src/values.ts'

type Body<Type extends Event['type']> = Extract<EventBody, { type: Type }>

/** Gives an event of a type; `time` counts in milliseconds. */
export const event = <Type extends Event['type']>(type: Type, body: Partial<Body<Type>> & { time?: number }): Event =>
  ({ time: 0, ...defaults[type], type, ...body }) as unknown as Event

const result = { task: 1, host: 'web1', status: 'ok', ignored: false, result: dict({ changed: false }) } as const

const defaults: { readonly [Type in Event['type']]: Omit<Body<Type>, 'type'> } = {
  'playbook-start': { file: 'site.yml' },
  'play-start': { play: 1, name: 'all', hosts: ['web1'], batch: 0, check: false },
  'no-hosts': { play: 1, reason: 'none-matched' },
  'task-start': { task: 1, play: 1, kind: 'task', name: 'a task', action: 'command', check: false, noLog: false },
  'host-start': { task: 1, host: 'web1' },
  'item-result': { ...result, label: 'item' },
  'host-result': { ...result, loop: false, duration: 0 },
  retry: { task: 1, host: 'web1', attempt: 1, retries: 3, result: dict({}) },
  async: { task: 1, host: 'web1', state: 'poll', jobId: 'j1' },
  'include-result': { task: 1, host: 'web1', result: new Map() },
  included: { task: 1, file: 'more.yml', hosts: ['web1'] },
  'handler-notified': { handler: 'restart', host: 'web1' },
  notice: { level: 'warning', message: 'careful' },
  stats: { hosts: new Map(), custom: new Map() },
}

/** Counts of a recap, zero unless told. */
export const counts = (given: Partial<HostStats> = {}): HostStats => ({
  ok: 0,
  changed: 0,
  unreachable: 0,
  failed: 0,
  skipped: 0,
  rescued: 0,
  ignored: 0,
  ...given,
})
