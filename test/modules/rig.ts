/** Stands in for a host and the executor: scripts run in a local `/bin/sh`, one process for each step. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { overlaid } from '../../src/executor/engine/engine.ts'
import type { Action, ActionContext, ActionResult } from '../../src/modules/kit/action.ts'
import { ModuleFailure } from '../../src/modules/kit/change.ts'
import type { Answer } from '../../src/remote/answer.ts'
import type { Effect } from '../../src/remote/effect.ts'
import type { Answers, Queries } from '../../src/remote/query.ts'
import type { ExchangeOptions, RemoteShell, Step } from '../../src/remote/remote-host.ts'
import { writeScript } from '../../src/remote/write-file.ts'
import { type Dict, dict, Template, type Value } from '../../src/values.ts'

/** Runs steps with the local shell, as a host would. */
export const localShell = (): RemoteShell => {
  const directory = mkdtempSync(join(tmpdir(), 'rig-'))
  return {
    async exchange(steps, options = {}) {
      const answers: (Answer | undefined)[] = []
      let failed = false
      for (const step of steps) {
        const answer = step.guarded && failed ? undefined : runStep(step, options)
        answers.push(answer)
        if (step.guarded && answer?.status !== 0) failed = true
      }
      return answers
    },
    async ask<Q extends Queries>(queries: Q) {
      const answered = Object.entries(queries).map(([name, query]) => [name, query.parse(runStep(query, {}))])
      return Object.fromEntries(answered) as Answers<Q>
    },
    async download() {
      throw new Error('not in this rig')
    },
    temporaryDirectory: async () => directory,
  }
}

const runStep = (step: Step | { readonly script: { readonly text: string } }, options: ExchangeOptions): Answer => {
  if ('write' in step) {
    const { content } = step.write
    const bytes = Buffer.isBuffer(content) ? content : readFileSync(content.localFile)
    return runStep({ script: writeScript(step.write, bytes) }, options)
  }
  const { stdout, stderr, status } = spawnSync('/bin/sh', ['-c', step.script.text], {
    input: ('stdin' in step && step.stdin) || '',
    env: { ...process.env, ...Object.fromEntries(options.environment ?? []) },
  })
  return { stdout, stderr, status: status ?? 255 }
}

/** What a test may set of an action's context. */
export interface Given {
  readonly options?: Readonly<Record<string, unknown>>
  readonly extra?: Dict
  readonly environment?: Readonly<Record<string, string>>
  readonly remote?: RemoteShell
  readonly jobs?: ActionContext<never>['jobs']
  /** What earlier tasks of a dry run have planned. */
  readonly effects?: readonly Effect[]
  readonly controller?: Partial<ActionContext<unknown>['controller']>
  readonly variables?: Dict
  readonly verbosity?: number
  readonly dryRun?: boolean
}

/** Runs an action with its defaults filled in; a failure it throws becomes a result, as in the engine. */
export const runAction = async (action: Action, given: Given = {}): Promise<ActionResult & { warnings: string[] }> => {
  const warnings: string[] = []
  const context = makeContext(action, given, warnings)
  const run = given.dryRun ? action.dryRun : action.run
  if (run === 'skip') return { result: dict({ skipped: true }), warnings }
  try {
    return { ...(await (run === 'run' ? action.run : run)(context)), warnings }
  } catch (error) {
    if (!(error instanceof ModuleFailure)) throw error
    return { result: new Map<Value, Value>([['failed', true], ['msg', error.message], ...error.details]), warnings }
  }
}

const makeContext = (action: Action, given: Given, warnings: string[]): ActionContext<never> => ({
  options: withDefaults(action.options, given.options) as never,
  extra: given.extra ?? new Map(),
  host: 'web1',
  ...shellFor(given),
  controller: { directory: '/play', taskDirectory: '/play', ...given.controller } as never,
  variables: variables(given.variables ?? new Map()),
  jobs: given.jobs ?? { directory: '~/.ansible_async', status: async () => undefined, forget: async () => {} },
  environment: new Map(Object.entries(given.environment ?? {})),
  signal: new AbortController().signal,
  verbosity: given.verbosity ?? 0,
  hidden: false,
  prompt: () => Promise.reject(new ModuleFailure('no terminal')),
  warn: (message) => warnings.push(message),
  tell: () => {},
})

const shellFor = ({ remote = localShell(), effects = [] }: Given) => ({
  remote,
  look: async <Q extends Queries>(queries: Q) => overlaid(queries, await remote.ask(queries), effects),
})

/** Declared defaults under what was given. */
export const withDefaults = (
  options: Action['options'],
  given: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> => {
  for (const name of Object.keys(given)) if (!options[name]) throw new Error(`no option is called ${name}`)
  return { ...Object.fromEntries(Object.entries(options).map(([name, option]) => [name, option.default])), ...given }
}

/** Variables whose templates and conditions are names of variables. */
const variables = (values: Dict): ActionContext<unknown>['variables'] => ({
  evaluate: (value) => (value instanceof Template ? (values.get(value.source.replace(/[{} ]/g, '')) ?? null) : value),
  expression: (text) => values.get(text) ?? null,
  native: false,
  hashBehaviour: 'replace',
  conditional: (condition) => (typeof condition === 'boolean' ? condition : (values.get(condition) as boolean)),
  computedConditional: (condition) => (typeof condition === 'boolean' ? condition : (values.get(condition) as boolean)),
  get: (name) => values.get(name),
  all: () => values,
})
