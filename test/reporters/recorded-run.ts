/** Runs the reference on our playbook of all outcomes and gives its events as ours, beside what it prints for them. */
import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Event } from '../../src/events.ts'
import { parseJson } from '../../src/util/parse-json.ts'
import type { Dict, Value } from '../../src/values.ts'

export const hasReference = spawnSync('ansible-playbook', ['--version']).status === 0

/** One of the reference's callbacks and its settings. */
export interface Variant {
  readonly callback?: 'default' | 'minimal' | 'oneline'
  readonly verbosity?: number
  readonly color?: boolean
  readonly options?: Readonly<Record<string, boolean | string | null>>
}

export interface RecordedRun {
  readonly events: readonly Event[]
  /** What each variant printed. */
  readonly texts: readonly { readonly stdout: string; readonly stderr: string }[]
}

const folder = join(import.meta.dirname, 'reference')

/** Runs `ansible-playbook` once; each variant prints every event. */
export const recordRun = async (variants: readonly Variant[]): Promise<RecordedRun> => {
  const scratch = mkdtempSync(join(tmpdir(), 'recorded-run-'))
  const env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('ANSIBLE_'))),
    ANSIBLE_CONFIG: join(folder, 'ansible.cfg'),
    ANSIBLE_CALLBACK_PLUGINS: folder,
    ANSIBLE_CALLBACKS_ENABLED: 'record_run',
    ANSIBLE_LOCAL_TEMP: scratch,
    ANSIBLE_REMOTE_TEMP: scratch,
    LC_ALL: 'C.UTF-8',
    RECORD_DIR: scratch,
    RECORD_FILE: join(scratch, 'record.json'),
    RECORD_VARIANTS: JSON.stringify(variants),
  }
  const args = ['-i', 'inventory.ini', '--diff', 'site.yml']
  // The run ends with a failure, as it should.
  const run = await promisify(execFile)('ansible-playbook', args, { cwd: folder, env }).catch((error) => error)
  try {
    const text = readFileSync(env.RECORD_FILE, 'utf8')
    const events = (parseJson(text) as Dict).get('events') as Dict[]
    return { events: events.map((recorded) => toEvent(Object.fromEntries(recorded))), texts: JSON.parse(text).texts }
  } catch (error) {
    throw new Error(`no record was written:\n${run.stdout}\n${run.stderr}`, { cause: error })
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

const taskNumbers = new Map<string, number>()

const numberOf = (uuid: string): number => {
  const known = taskNumbers.get(uuid) ?? taskNumbers.size + 1
  taskNumbers.set(uuid, known)
  return known
}

const toEvent = (recorded: Readonly<Record<string, Value>>): Event => {
  const event: Record<string, unknown> = { time: 0, play: 0, hosts: [], batch: 0, duration: 0, ...recorded }
  if (recorded.task !== undefined) event.task = numberOf(String(recorded.task))
  for (const key of ['delegatedTo', 'role', 'label']) if (recorded[key] === null) event[key] = undefined
  if (recorded.file && recorded.line)
    event.position = { file: String(recorded.file), line: Number(recorded.line), column: 1 }
  if (recorded.type === 'stats')
    event.hosts = new Map(
      [...(recorded.hosts as Dict)].map(([host, counts]) => [host, Object.fromEntries(counts as Dict)]),
    )
  return event as unknown as Event
}
