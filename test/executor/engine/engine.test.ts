import { expect, it } from 'vitest'
import { applyModule, type EngineContext, type Outcome } from '../../../src/executor/engine/engine.ts'
import { change, dryRunWarning, ModuleFailure, warning } from '../../../src/modules/kit/change.ts'
import { ask, defineModule, type Module } from '../../../src/modules/kit/module.ts'
import { str } from '../../../src/modules/kit/option.ts'
import type { Answer } from '../../../src/remote/answer.ts'
import type { Effect } from '../../../src/remote/effect.ts'
import { RemoteFailure } from '../../../src/remote/failure.ts'
import { type Answers, type Queries, query } from '../../../src/remote/query.ts'
import type { RemoteShell, Step } from '../../../src/remote/remote-host.ts'
import { sh } from '../../../src/remote/sh.ts'
import { dict } from '../../../src/values.ts'
import { plain } from '../../rig/plain.ts'

/** A host that holds named values: `get NAME` prints one, `set NAME VALUE` changes it, `refuse` fails. */
class FakeHost implements RemoteShell {
  readonly values: Map<string, string>
  /** The scripts of each exchange. */
  readonly exchanges: (readonly string[])[] = []

  constructor(values: Readonly<Record<string, string>> = {}) {
    this.values = new Map(Object.entries(values))
  }

  async exchange(steps: readonly Step[]): Promise<readonly (Answer | undefined)[]> {
    this.exchanges.push(steps.map((step) => ('script' in step ? step.script.text : 'write')))
    let failed = false
    return steps.map((step) => {
      if (step.guarded && failed) return undefined
      const answer = this.#run('script' in step ? step.script.text : '')
      if (step.guarded && answer.status !== 0) failed = true
      return answer
    })
  }

  async ask<Q extends Queries>(queries: Q): Promise<Answers<Q>> {
    const all = Object.entries(queries)
    this.exchanges.push(all.map(([, { script }]) => script.text))
    return Object.fromEntries(all.map(([name, one]) => [name, one.parse(this.#run(one.script.text))])) as Answers<Q>
  }

  #run(script: string): Answer {
    const [verb, name = '', value = ''] = script.split(' ')
    if (verb === 'set') this.values.set(name, value)
    const stdout = Buffer.from(verb === 'get' ? (this.values.get(name) ?? '') : '')
    return { stdout, stderr: Buffer.from(verb === 'refuse' ? 'no such luck\n' : ''), status: verb === 'refuse' ? 3 : 0 }
  }

  download(): Promise<void> {
    throw new Error('nothing to download')
  }

  temporaryDirectory(): Promise<string> {
    throw new Error('no directory')
  }
}

const value = (name: string) =>
  query<string>({
    name: 'value',
    key: `value ${name}`,
    script: sh`get ${name}`,
    parse: ({ stdout }) => stdout.toString(),
    overlay: (answer, effects) =>
      effects.reduce((now, one) => (one.kind === 'named' && one.name === name ? String(one.value) : now), answer),
  })

const planned = (name: string, to: string): Effect => ({ kind: 'named', type: 'value', name, value: to })

/** Sets a value to another; `refuse` is a value that the host does not take. */
const setter = defineModule({
  name: 'setter',
  summary: '',
  options: { name: str({ required: true, help: '' }), to: str({ required: true, help: '' }) },
  inspect: ({ name }) => ({ now: value(name) }),
  *plan({ name, to }, { now }) {
    if (to === 'impossible') throw new ModuleFailure('it is impossible', dict({ why: 'so' }))
    if (now === to) return
    yield warning(`was ${now}`)
    yield change({
      summary: `set ${name}`,
      diff: { before: now, after: to },
      effects: [planned(name, to)],
      commands: to === 'refuse' ? [sh`refuse`, sh`set ${name} ${to}`] : [sh`set ${name} ${to}`],
    })
  },
  returns: ({ before, after, outputs }) => dict({ was: before.now, is: after.now, ran: outputs?.length ?? 0 }),
})

interface Setting {
  readonly host: FakeHost
  readonly module?: Module
  readonly check?: boolean
  readonly diff?: boolean
  readonly effects?: Effect[]
  /** Ends the runs after so many outcomes. */
  readonly most?: number
}

const apply = async (
  items: readonly (readonly [name: string, to: string])[],
  { host, module = setter, check = false, diff = false, effects = [], most = 99 }: Setting,
): Promise<readonly unknown[]> => {
  const context: EngineContext = { remote: host, check, diff, effects, exchange: {} }
  const outcomes: Outcome[] = []
  const runs = items.map(([name, to]) => ({ module, options: { name, to }, controller: {} as never }))
  await applyModule(runs, context, (outcome) => {
    outcomes.push(outcome)
    return outcomes.length < most
  })
  return outcomes.map((outcome) =>
    'result' in outcome
      ? plain(outcome.result)
      : { failure: outcome.failure.message, ...plainDetails(outcome.failure) },
  )
}

const plainDetails = ({ details }: ModuleFailure) => plain(new Map(details)) as object

it('tells what was remarked of what fails then, and some of it in a dry run only', async () => {
  const module = defineModule({
    name: 'remarking',
    summary: '',
    options: { name: str({ help: '' }), to: str({ help: '' }) },
    inspect: () => ({ now: value('x') }),
    *plan({ to }) {
      yield warning('always')
      yield dryRunWarning('not yet there')
      if (to === 'impossible') throw new ModuleFailure('it is impossible', dict({ why: 'so' }))
      yield change({ summary: '', effects: [], commands: [sh`refuse`] })
    },
  })
  const host = new FakeHost()
  const outcomes = (check: boolean) =>
    apply(
      ['impossible', 'refuse'].map((to) => ['x', to] as const),
      { host, module, check },
    )
  const failed = { failure: 'it is impossible', why: 'so' }
  expect(await outcomes(false)).toEqual([
    { ...failed, warnings: ['always'] },
    { failure: 'no such luck', rc: 3, stdout: '', stderr: 'no such luck', warnings: ['always'] },
  ])
  const warnings = ['always', 'not yet there']
  expect(await outcomes(true)).toEqual([
    { ...failed, warnings },
    { changed: true, warnings },
  ])
})

it('makes one exchange when nothing changes', async () => {
  const host = new FakeHost({ x: '1' })
  expect(await apply([['x', '1']], { host })).toEqual([{ changed: false, was: '1', is: '1', ran: 0 }])
  expect(host.exchanges).toEqual([['get x']])
})

it('makes two when something does, and looks again in the second', async () => {
  const host = new FakeHost({ x: '1' })
  const [result] = await apply([['x', '2']], { host })
  expect(result).toEqual({ changed: true, was: '1', is: '2', ran: 1, warnings: ['was 1'] })
  expect(host.exchanges).toEqual([['get x'], ['set x 2', 'get x']])
})

it('asks for all items of a loop at once', async () => {
  const host = new FakeHost({ x: '1', y: '1', z: '1' })
  await apply(
    ['x', 'y', 'z'].map((name) => [name, '1'] as const),
    { host },
  )
  expect(host.exchanges).toEqual([['get x', 'get y', 'get z']])
})

it('inspects exactly those later items again whose answers a change touches', async () => {
  const host = new FakeHost({ x: '1', y: '1' })
  const results = await apply(
    [
      ['x', '2'],
      ['y', '1'],
      ['x', '2'],
      ['x', '3'],
    ],
    { host },
  )
  expect(results).toMatchObject([
    { changed: true },
    { changed: false },
    { changed: false },
    { changed: true, was: '2' },
  ])
  expect(host.exchanges).toEqual([
    ['get x', 'get y', 'get x', 'get x'],
    ['set x 2', 'get x'],
    ['get x'],
    ['get x'],
    ['set x 3', 'get x'],
  ])
})

it('runs no command after one that failed, and tells its words and status', async () => {
  const host = new FakeHost({ x: '1' })
  const [result] = await apply([['x', 'refuse']], { host })
  expect(result).toEqual({ failure: 'no such luck', rc: 3, stdout: '', stderr: 'no such luck', warnings: ['was 1'] })
  expect(host.values.get('x')).toBe('1')
})

it('goes on with the next item after a failure, for as long as it is told to', async () => {
  const host = new FakeHost({ x: '1', y: '1' })
  const items = [['x', 'impossible'] as const, ['y', '2'] as const]
  expect(await apply(items, { host })).toMatchObject([{ failure: 'it is impossible', why: 'so' }, { changed: true }])
  expect(await apply([['y', '3'], ...items], { host, most: 2 })).toHaveLength(2)
  expect(host.values.get('y')).toBe('3')
})

it('changes nothing in a dry run, and predicts what it would', async () => {
  const host = new FakeHost({ x: '1' })
  const effects: Effect[] = []
  const results = await apply(
    [
      ['x', '2'],
      ['x', '2'],
    ],
    { host, check: true, effects },
  )
  expect(results).toMatchObject([
    { changed: true, is: '2', ran: 0 },
    { changed: false, was: '2' },
  ])
  expect(host.values.get('x')).toBe('1')
  expect(effects).toEqual([planned('x', '2')])
})

it('lays what earlier tasks planned over what the host answers', async () => {
  const host = new FakeHost({ x: '1' })
  const effects = [planned('x', '2')]
  expect(await apply([['x', '2']], { host, check: true, effects })).toMatchObject([{ changed: false, was: '2' }])
})

it('shows differences only where they are wanted', async () => {
  const host = new FakeHost({ x: '1' })
  expect(await apply([['x', '2']], { host, check: true, diff: true })).toMatchObject([
    { diff: { before: '1', after: '2' } },
  ])
  expect((await apply([['x', '2']], { host, check: true }))[0]).not.toHaveProperty('diff')
})

it('leaves a difference a list that is one', async () => {
  const module = defineModule({
    name: 'listing',
    summary: '',
    options: { name: str({ help: '' }), to: str({ help: '' }) },
    inspect: () => ({ now: value('x') }),
    *plan() {
      yield change({ summary: '', effects: [], commands: [], diff: [{ before: '1', after: '2' }] })
    },
  })
  const host = new FakeHost()
  expect(await apply([['x', '2']], { host, module, check: true, diff: true })).toEqual([
    { changed: true, diff: [{ before: '1', after: '2' }] },
  ])
})

/** Asks whose name `x` holds, then for that value; asks for `x` twice. */
const follower = defineModule({
  name: 'follower',
  summary: '',
  options: { name: str({ help: '' }), to: str({ help: '' }) },
  *inspect({ name }) {
    const { pointer } = yield* ask({ pointer: value(name ?? '') })
    return { pointer: value(name ?? ''), target: value(pointer) }
  },
  plan: () => [],
  returns: ({ before }) => dict({ ...before }),
})

it('asks the same question once in an inspection of several rounds', async () => {
  const host = new FakeHost({ x: 'y', y: 'found' })
  expect(await apply([['x', '']], { host, module: follower })).toMatchObject([{ pointer: 'y', target: 'found' }])
  expect(host.exchanges).toEqual([['get x'], ['get y']])
})

it('shares each round of several inspections', async () => {
  const host = new FakeHost({ x: 'y', y: 'found', u: 'v', v: 'too' })
  await apply(
    [
      ['x', ''],
      ['u', ''],
    ],
    { host, module: follower },
  )
  expect(host.exchanges).toEqual([
    ['get x', 'get u'],
    ['get y', 'get v'],
  ])
})

it('makes a refusal of the host the failure of the item that asked', async () => {
  const refusing = defineModule({
    name: 'refusing',
    summary: '',
    options: { name: str({ help: '' }), to: str({ help: '' }) },
    inspect: ({ name }) => ({
      now: query({
        name: 'refused',
        key: `refused ${name}`,
        script: sh`get ${name ?? ''}`,
        parse: () => {
          if (name === 'x') throw new RemoteFailure('not for you')
          return name
        },
      }),
    }),
    plan: () => [],
  })
  const host = new FakeHost()
  const items = [['x', ''] as const, ['y', ''] as const]
  expect(await apply(items, { host, module: refusing })).toEqual([{ failure: 'not for you' }, { changed: false }])
})

it('lets errors that are bugs through', async () => {
  const broken = defineModule({
    name: 'broken',
    summary: '',
    options: { name: str({ help: '' }), to: str({ help: '' }) },
    inspect: () => ({}),
    plan: () => {
      throw new TypeError('a bug')
    },
  })
  await expect(apply([['x', '']], { host: new FakeHost(), module: broken })).rejects.toThrow('a bug')
})
