/** What the contract asks of each module on booted hosts, beside the reference: the same counts, results and final state. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { moduleNames } from '../../src/modules/registry.ts'
import { startFileServer } from '../rig/file-server.ts'
import { moduleCases } from '../rig/module-cases/all.ts'
import { readState, resultName, setUpScript, stateScript, tasksOf } from '../rig/module-cases/module-case.ts'
import { bootReference, type Compared, type Outcome, type ReferenceRig } from './rig.ts'
import { maskVolatile } from './volatile.ts'

const names = moduleNames()
const cases = Object.fromEntries(
  Object.entries(moduleCases).filter(([name, { notCompared }]) => names.has(name) && notCompared === undefined),
)

let rig: ReferenceRig | undefined
let server: Awaited<ReturnType<typeof startFileServer>> | undefined
let compared: Compared
beforeAll(async () => {
  rig = await bootReference()
  server = await startFileServer()
  const served = ['-e', `server=${server.url}`]
  const differing = Object.entries(cases).flatMap(([name, { dryRunDiffers }]) => (dryRunDiffers ? [name] : []))
  compared = await rig.compare({
    playbook: playbook(),
    files: Object.assign({}, ...Object.values(cases).map(({ files }) => files)),
    runs: [[], [], ['--check', '--skip-tags', differing.join(',')]].map((options) => [...served, ...options]),
    setUp: setUpScript(cases),
    state: stateScript(cases),
    volatile: [],
  })
}, 600_000)
afterAll(() => {
  server?.close()
  return rig?.stop()
})

const playbook = (): string => {
  const blocks = Object.entries(cases).map(
    ([name, moduleCase]) => `- tags: [${name}]\n  block:\n${tasksOf(name, moduleCase).replaceAll(/^(?=.)/gm, '    ')}`,
  )
  return `- hosts: all\n  become: true\n  gather_facts: false\n  tasks:\n${blocks.join('').replaceAll(/^(?=.)/gm, '    ')}`
}

/** What a task registered in the two runs that were not dry. */
const registeredBy = ({ runs }: Outcome, name: string) =>
  runs.slice(0, 2).map(({ registered }) => (registered.h1 as Record<string, unknown>)[name])

/** Without time stamps, process numbers and names made at random. */
const lasting = (state = '') =>
  state
    .replaceAll(/( \d+)? \d+\.\d+ \d+\.\d+$/gm, '')
    .replaceAll(/MainPID=\d+/g, 'MainPID=N')
    .replaceAll(/\.\d+\.[\d-]+@[\d:]+~/g, '.BACKUP~')
    .replaceAll(/ansible\.\w{8}/g, 'ansible.R')
    .split('\n')
    .sort()

const without = (result: unknown, keys: readonly string[]) =>
  Object.fromEntries(Object.entries(result ?? {}).filter(([key]) => !keys.includes(key)))

describe.each(Object.entries(cases))('%s', (module, { tasks, volatile = [], later = [] }) => {
  it.each(Object.keys(tasks).map((title, index) => [title, index] as const))('%s: the same result', (_, index) => {
    const [ours, theirs] = [compared.runbook, compared.reference].map((outcome) =>
      registeredBy(outcome, resultName(module, index)).map((value) => without(maskVolatile(value, volatile), later)),
    )
    expect(ours).toEqual(theirs)
  })

  it('the same state of the host', () => {
    const [ours, theirs] = [compared.runbook, compared.reference].map(({ state }) =>
      lasting(readState(state.h1!)[module]),
    )
    expect(ours).toEqual(theirs)
  })
})

// What a dry run counts is runbook's own prediction, which the contract of modules holds to the real run.
it('counts the same', () => {
  const [ours, theirs] = [compared.runbook, compared.reference].map(({ runs }) =>
    runs.slice(0, 2).map(({ recap }) => recap),
  )
  expect(ours, compared.complaints).toEqual(theirs)
})
