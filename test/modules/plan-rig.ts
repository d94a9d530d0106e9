/** Plans and applies modules without the engine: from given answers, or on this machine through `/bin/sh`. */
import type { Change, Planned } from '../../src/modules/kit/change.ts'
import { ModuleFailure } from '../../src/modules/kit/change.ts'
import type { Controller } from '../../src/modules/kit/controller.ts'
import type { Module } from '../../src/modules/kit/module.ts'
import type { Answer } from '../../src/remote/answer.ts'
import type { Effect } from '../../src/remote/effect.ts'
import type { Queries, Query } from '../../src/remote/query.ts'
import type { Dict } from '../../src/values.ts'
import { dict, type Value } from '../../src/values.ts'
import { localShell, withDefaults } from './rig.ts'

export interface Situation {
  readonly options?: Readonly<Record<string, unknown>>
  /** Answers by the names `inspect` gives its queries. */
  readonly answers?: Readonly<Record<string, unknown>>
  readonly prepared?: unknown
  readonly controller?: Partial<Controller>
}

/** What a module plans for given answers; a ModuleFailure is thrown. */
export const plan = (module: Module, { options, answers = {}, prepared }: Situation): readonly Planned[] => {
  const parsed = withDefaults(module.options, options) as never
  return [...module.plan(parsed, answers as never, prepared)]
}

/** The changes of a plan, with only what a table of tests compares. */
export const changes = (planned: readonly Planned[]) =>
  planned
    .filter((item): item is Change => item.kind === 'change')
    .map(({ summary, effects, commands, diff }) => ({ summary, effects, commands: commands.map(commandText), diff }))

/** A command as text; a file that is written as its path. */
export const commandText = (command: Change['commands'][number]): string => {
  if ('write' in command) return `write ${command.write.path}`
  return 'script' in command ? command.script.text : command.text
}

/** The message of the failure that a plan throws. */
export const failure = (module: Module, situation: Situation): string => {
  try {
    plan(module, situation)
  } catch (error) {
    if (error instanceof ModuleFailure) return error.message
    throw error
  }
  throw new Error('the plan did not fail')
}

export interface Outcome {
  readonly changed: boolean
  readonly result: Dict
  readonly changes: readonly Change[]
  readonly warnings: readonly string[]
  /** The effects laid over the answers: what later tasks of a dry run see. */
  readonly effects: readonly Effect[]
}

/** Runs a module on this machine, as the engine would; in a dry run nothing is applied. */
export const runModule = async (
  module: Module,
  situation: Situation & { dryRun?: boolean; effects?: readonly Effect[] },
) => {
  const options = withDefaults(module.options, situation.options) as never
  const prepared = await module.prepare?.(options, { diff: false, ...situation.controller } as Controller)
  const { queries, before } = await inspect(module, { options, prepared, effects: situation.effects ?? [] })
  const planned = [...module.plan(options, before as never, prepared)]
  const changes = planned.filter((item): item is Change => item.kind === 'change')
  const warnings = planned.filter((item) => item.kind !== 'change').map(({ message }) => message)
  const changed = changes.length > 0
  const effects = changes.flatMap((change) => change.effects)
  const outputs = changed && !situation.dryRun ? await apply(changes) : undefined
  const after = outputs ? await ask(queries, []) : overlay(queries, before, effects)
  const report = { options, prepared, before: before as never, after: after as never, changed, outputs }
  const result = new Map<Value, Value>([['changed', changed], ...(module.returns?.(report) ?? dict({}))])
  return { changed, result, changes, warnings, effects } satisfies Outcome
}

type Given = Readonly<Record<string, unknown>>

const inspect = async (module: Module, given: { options: never; prepared: unknown; effects: readonly Effect[] }) => {
  const inspection = module.inspect(given.options, given.prepared)
  if (!isGenerator(inspection)) return { queries: inspection, before: await ask(inspection, given.effects) }
  let step = inspection.next({} as never)
  while (!step.done) step = inspection.next((await ask(step.value, given.effects)) as never)
  return { queries: step.value, before: await ask(step.value, given.effects) }
}

const isGenerator = (inspection: object): inspection is Generator<Queries, Queries, never> =>
  typeof (inspection as { next?: unknown }).next === 'function'

const ask = async (queries: Queries, effects: readonly Effect[]): Promise<Given> =>
  overlay(queries, await localShell().ask(queries), effects)

const overlay = (queries: Queries, answers: Given, effects: readonly Effect[]): Given =>
  Object.fromEntries(
    Object.entries(queries).map(([name, query]) => [name, (query as Query<unknown>).overlay(answers[name], effects)]),
  )

const apply = async (changes: readonly Change[]): Promise<readonly Answer[]> => {
  const answers: Answer[] = []
  for (const { commands, accept, failure } of changes) {
    for (const command of commands) {
      const step = 'text' in command ? { script: command } : command
      const answer = (await localShell().exchange([step]))[0] as Answer
      answers.push(answer)
      if ((accept ?? [0]).includes(answer.status)) continue
      throw failure?.(answer) ?? new ModuleFailure(`${commandText(command)}: ${answer.stderr} (${answer.status})`)
    }
  }
  return answers
}
