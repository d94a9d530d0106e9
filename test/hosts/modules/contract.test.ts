/**
 * Every module on real hosts, four times: a dry run, a run, a second run, a dry run. What the dry run foretells is what the run does;
 * a dry run touches nothing; a second run changes nothing.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadModule, moduleNames } from '../../../src/modules/registry.ts'
import { bootLab, type Lab } from '../../lab/lab.ts'
import { startFileServer } from '../../rig/file-server.ts'
import { moduleCases, withoutCase } from '../../rig/module-cases/all.ts'
import {
  type Course,
  courses,
  readState,
  setUpScript,
  stateScript,
  taskName,
  tasksOf,
} from '../../rig/module-cases/module-case.ts'
import { runbook } from '../../rig/runbook.ts'

const names = [...moduleNames()]
const cases = Object.fromEntries(Object.entries(moduleCases).filter(([name]) => names.includes(name)))
const hostNames = ['h1', 'h2']
const runs = [['--check', '--diff'], [], [], ['--check', '--diff']]

interface Result {
  readonly status: string
  readonly result: Readonly<Record<string, unknown>>
}

/** How a host's task ended in a run: `results[run][host][task]`. */
type Results = readonly Readonly<Record<string, Readonly<Record<string, Result>>>>[]

let server: Awaited<ReturnType<typeof startFileServer>>
let lab: Awaited<ReturnType<typeof bootLab>>
const directory = mkdtempSync(join(tmpdir(), 'runbook-modules-'))
let results: Results
/** `states[moment][host][module]`, from before the first run to after the last. */
let states: readonly Readonly<Record<string, Readonly<Record<string, string>>>>[]

beforeAll(async () => {
  server = await startFileServer()
  lab = await bootLab({ debian: 1, python: 1 })
  writeProject()
  for (const host of lab.hosts) {
    const made = await lab.exec(host, setUpScript(cases))
    expect(made.status, made.stdout + made.stderr).toBe(0)
  }
  const seen = [await stateOf(lab)]
  const told: Results[number][] = []
  for (const options of runs) {
    told.push(await runAll(options))
    seen.push(await stateOf(lab))
  }
  results = told
  states = seen
})
afterAll(async () => {
  server.close()
  await lab.stop()
  rmSync(directory, { recursive: true })
})

const writeProject = () => {
  const tasks = Object.entries(cases).map(([name, moduleCase]) => tasksOf(name, moduleCase))
  const indented = tasks.join('').replaceAll(/^(?=.)/gm, '    ')
  const files: Record<string, string> = {
    hosts: lab.inventory(),
    'site.yml': `- hosts: all\n  become: true\n  gather_facts: false\n  tasks:\n${indented}`,
  }
  for (const { files: more } of Object.values(cases)) Object.assign(files, more)
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true })
    writeFileSync(join(directory, name), text)
  }
}

const runAll = async (options: readonly string[]): Promise<Results[number]> => {
  const args = ['-i', 'hosts', 'site.yml', '--output', 'json', '-e', `server=${server.url}`, ...options]
  const { status, stdout, stderr } = await runbook(args, { cwd: directory })
  expect(status, stderr + stdout.slice(-2000)).toBe(0)
  const told: Record<string, Record<string, Result>> = {}
  const titles = new Map<number, string>()
  for (const line of stdout.trimEnd().split('\n')) {
    const event = JSON.parse(line)
    if (event.type === 'task-start') titles.set(event.task, event.name)
    if (event.type !== 'host-result') continue
    told[event.host] ??= {}
    told[event.host]![titles.get(event.task)!] = { status: event.status, result: event.result }
  }
  return told
}

const stateOf = async ({ hosts, exec }: Lab) => {
  const answers = await Promise.all(hosts.map((host) => exec(host, stateScript(cases))))
  return Object.fromEntries(hosts.map(({ name }, index) => [name, readState(answers[index]!.stdout)]))
}

/** What is validated on the host is put there first. */
const settles = (course: Course): boolean => !['always', 'unforeseen', 'unforeseenRefusal'].includes(course)

describe.each(hostNames)('on %s', (host) => {
  describe.each(Object.entries(cases))('%s', (module, { tasks }) => {
    const asked = Object.entries(tasks).filter(([, { onFirstHostOnly }]) => host === hostNames[0] || !onFirstHostOnly)

    it.each(asked)('%s', (title, { course, keys = '' }) => {
      const four = results.map((run) => run[host]?.[taskName(module, title)])
      const printed = JSON.stringify(four, null, 1)
      expect(
        four.map((one) => one?.status),
        printed,
      ).toEqual(courses[course])
      expect(Object.keys(four[1]?.result ?? {}), printed).toEqual(
        expect.arrayContaining(keys.split(' ').filter(Boolean)),
      )
    })

    it('touches nothing in a dry run', () => {
      const [before, dry, , second, last] = states.map((moment) => moment[host]?.[module])
      expect(dry).toBe(before)
      expect(last).toBe(second)
    })

    if (Object.values(tasks).every(({ course }) => settles(course)))
      it('touches nothing the second time', () => {
        expect(states[3]?.[host]?.[module]).toBe(states[2]?.[host]?.[module])
      })
  })
})

it.each(names)('%s has a case', async (name) => {
  const module = await loadModule(name)
  expect(Object.keys({ ...moduleCases, ...withoutCase })).toContain(module?.name)
})
