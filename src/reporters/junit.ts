/** Ansible's junit callback: an XML report with a test case for each task and host. */
import { mkdir, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, extname, join } from 'node:path'
import type { Event, HostResult, Included, IncludeResult, TaskStart } from '../events.ts'
import { xmlDocument } from '../util/xml.ts'
import type { Dict } from '../values.ts'
import { isFacts } from './actions.ts'
import { dumpResult } from './dump-result.ts'
import { itemLabel } from './item-label.ts'
import { type JunitSettings, junitSettings } from './junit-settings.ts'
import { type TestCase, testSuites } from './junit-xml.ts'
import type { ReporterOptions } from './options.ts'
import type { Reporter } from './reporter.ts'
import { createTaskBook } from './task-results.ts'

/** The reporter that writes `PLAYBOOK-TIME.xml` when it is closed; `JUNIT_*` variables say where and what. */
export const junit = (options: ReporterOptions, settings = junitSettings(process.env)): Reporter => {
  const record = createRecord(options, settings)
  return {
    handle: record.add,
    close: async () => {
      const { name, cases } = record
      if (name === undefined) return
      const folder = settings.outputDir ?? join(homedir(), '.ansible.log')
      await mkdir(folder, { recursive: true })
      await writeFile(join(folder, `${name}-${Date.now() / 1000}.xml`), xmlDocument(testSuites(name, cases())))
    },
  }
}

interface Begun {
  readonly task: TaskStart
  readonly play: string
  readonly time: number
  /** By host; several includes of one task share a case. */
  readonly cases: Map<string, TestCase>
}

const createRecord = (options: ReporterOptions, settings: JunitSettings) => {
  const book = createTaskBook(options.diff)
  const begun = new Map<number, Begun>()
  const record: { name: string | undefined; add: (event: Event) => void; cases: () => TestCase[] } = {
    name: undefined,
    add: (event) => add(event),
    cases: () =>
      [...begun.values()]
        .filter(({ task }) => settings.includeSetupTasks || !isFacts(task.action))
        .flatMap(({ cases }) => [...cases.values()]),
  }
  let play = ''
  const asJson = { verbosity: options.verbosity, resultFormat: 'json', prettyResults: undefined, indent: 0 } as const

  const end = (event: HostResult & { time: number }): void => {
    const entry = begun.get(event.task)!
    const name = caseName(entry.task, settings)
    const outcome = outcomeOf(event, name, settings)
    if (outcome !== 'failed' && !name.startsWith(settings.testCasePrefix)) return
    const result = book.resultOf(event)
    const output = dumpResult(result, asJson)
    const message = (key: string): string | undefined => (result.has(key) ? String(result.get(key)) : undefined)
    entry.cases.set(event.host, {
      ...common(entry, event, name),
      outcome,
      output,
      exception: message('exception'),
      message:
        outcome === 'skipped'
          ? (message('skip_reason') ?? 'skipped')
          : (message('msg') ?? `rc=${message('rc') ?? '0'}`),
    })
  }

  const includeOk = (event: IncludeResult & { time: number }): void => {
    const entry = begun.get(event.task)!
    const output = dumpResult(book.includeOf(event), asJson)
    entry.cases.set(event.host, { ...common(entry, event, caseName(entry.task, settings)), outcome: 'ok', output })
  }

  const include = (event: Included & { time: number }): void => {
    const entry = begun.get(event.task)!
    const before = entry.cases.get('include')?.output
    const item: Dict = event.item ? new Map([...event.item, ['_ansible_item_label', event.label ?? null]]) : new Map()
    const output = `${event.file} (args={} vars=${itemLabel(entry.task.noLog ? new Map() : item)}): [${event.hosts.join(', ')}]`
    entry.cases.set('include', {
      ...common(entry, { host: 'include', time: event.time }, caseName(entry.task, settings)),
      outcome: 'ok',
      output: before === undefined ? output : `${before}\n${output}`,
    })
  }

  const common = (entry: Begun, { host, time }: { host: string; time: number }, name: string) => ({
    name: `[${host}] ${entry.play}: ${name}`,
    classname: settings.classOf(entry.task.position),
    seconds: (time - entry.time) / 1000,
  })

  const add = (event: Event): void => {
    if (event.type === 'playbook-start') record.name ??= basename(event.file, extname(event.file))
    else if (event.type === 'play-start') play = event.name
    else if (event.type === 'task-start') {
      book.add(event)
      if (!begun.has(event.task)) begun.set(event.task, { task: event, play, time: event.time, cases: new Map() })
    } else if (event.type === 'host-result') end(event)
    else if (event.type === 'include-result') includeOk(event)
    else if (event.type === 'included') include(event)
  }

  return record
}

const caseName = (task: TaskStart, { hideTaskArguments }: JunitSettings): string => {
  const name = task.name.trim()
  return !task.arguments || task.noLog || hideTaskArguments ? name : `${name} ${task.arguments}`
}

const outcomeOf = (event: HostResult, name: string, settings: JunitSettings): TestCase['outcome'] => {
  const outcome = plainOutcome(event, settings)
  if (outcome === 'failed' && name.includes('EXPECTED FAILURE')) return 'ok'
  if (outcome === 'skipped' || !name.includes('TOGGLE RESULT')) return outcome
  return outcome === 'failed' ? 'ok' : 'failed'
}

/** A failure that is ignored may have changed something. */
const plainOutcome = ({ status, ignored, result }: HostResult, settings: JunitSettings): TestCase['outcome'] => {
  if (status === 'skipped') return 'skipped'
  const isLost = status === 'failed' || status === 'unreachable'
  if (isLost && (!ignored || settings.failOnIgnore)) return 'failed'
  return result.get('changed') === true && settings.failOnChange ? 'failed' : 'ok'
}
