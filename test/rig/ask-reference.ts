/**
 * With `RUNBOOK_ASK_REFERENCE=1` each site that a test runs is run by `ansible-playbook` as well, and the test fails
 * where the headings of tasks, the recap or the exit status differ. What only runbook has is marked `differs`.
 */
import type { Event } from '../../src/events.ts'
import { runProgram } from '../lab/run-program.ts'
import { recapOf } from './recap.ts'
import type { SiteOptions } from './run-site.ts'

export const asksReference = process.env.RUNBOOK_ASK_REFERENCE === '1'

/** What both tell alike. */
export interface Outline {
  readonly status: number
  readonly headings: readonly string[]
  readonly recap: Readonly<Record<string, Readonly<Record<string, number>>>>
}

/** What the reference makes of the project; `undefined` where it can't be given the options. */
export const askReference = async (directory: string, given: SiteOptions): Promise<Outline | undefined> => {
  const args = argumentsFor(given)
  if (!args) return undefined
  const { stdout, status } = await runProgram(['ansible-playbook', ...args], {
    cwd: directory,
    env: {
      ...process.env,
      ANSIBLE_GATHERING: 'explicit',
      ANSIBLE_NOCOLOR: '1',
      ANSIBLE_DEPRECATION_WARNINGS: '0',
      ...given.environment,
    },
  })
  const headings = [...stdout.matchAll(/^(PLAY|TASK|RUNNING HANDLER) \[(.*)\] \**$/gm)].map(
    ([, kind, name]) => `${kind} [${name}]`,
  )
  return { status: status ?? -1, headings, recap: withoutZeros(recapOf(stdout)) }
}

/** The same outline of an event stream. */
export const outlineOf = (events: readonly Event[], status: number): Outline => {
  const headings = events.flatMap((event) => {
    if (event.type === 'play-start') return [`PLAY [${event.name}]`]
    if (event.type !== 'task-start') return []
    return [`${event.kind === 'handler' ? 'RUNNING HANDLER' : 'TASK'} [${event.name}]`]
  })
  const stats = events.findLast((event) => event.type === 'stats')
  const recap = Object.fromEntries([...(stats?.hosts ?? [])].map(([host, counts]) => [host, { ...counts }]))
  return { status, headings, recap: withoutZeros(recap) }
}

const withoutZeros = (recap: Outline['recap']): Outline['recap'] =>
  Object.fromEntries(
    Object.entries(recap).map(([host, counts]) => [
      host,
      Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
    ]),
  )

const argumentsFor = (options: SiteOptions): readonly string[] | undefined => {
  const args = (options.inventories ?? ['hosts']).flatMap((name) => ['-i', name])
  for (const [name, value] of Object.entries(options)) {
    const more = argumentFor(name, value)
    if (!more) return undefined
    args.push(...more)
  }
  return [...args, ...(options.playbooks ?? ['site.yml'])]
}

const argumentFor = (name: string, value: unknown): readonly string[] | undefined => {
  switch (name) {
    case 'tags':
      return ['--tags', String(value)]
    case 'skipTags':
      return ['--skip-tags', String(value)]
    case 'limit':
      return ['--limit', String(value)]
    case 'extraVars':
      return (value as readonly string[]).flatMap((one) => ['-e', one])
    case 'startAtTask':
      return ['--start-at-task', String(value)]
    case 'forks':
      return ['--forks', String(value)]
    case 'check':
    case 'diff':
      return value ? [`--${name}`] : []
    case 'forceHandlers':
      return value ? ['--force-handlers'] : []
    case 'environment':
    case 'playbooks':
    case 'inventories':
    case 'verbosity':
    case 'onEvent':
      return []
    default:
      return undefined
  }
}
