import type { Answer } from '../remote/answer.ts'
import { command } from '../remote/queries/command.ts'
import { type MountedSize, type MountSource, mountedSizes, mountSources } from '../remote/queries/mount-sources.ts'
import { none } from '../remote/queries/none.ts'
import { sh } from '../remote/sh.ts'
import { fnmatch } from '../util/fnmatch.ts'
import { type Dict, dict, type Value } from '../values.ts'
import { ModuleFailure, type Planned, warning } from './kit/change.ts'
import { ask, defineModule } from './kit/module.ts'
import { bool, choice, float, list, raw, str } from './kit/option.ts'
import { mountsInFile, mountsPrinted } from './shared/mount-lines.ts'

interface Options {
  readonly devices: readonly string[] | undefined
  readonly fstypes: readonly string[] | undefined
  readonly sources: readonly string[] | undefined
  readonly mount_binary: Value
  readonly timeout: number | undefined
  readonly on_timeout: 'error' | 'ignore' | 'warn'
  readonly include_aggregate_mounts: boolean | undefined
}

/** Tells what is mounted, and what is to be, as facts. */
export default defineModule({
  name: 'mount_facts',
  summary: 'Read what is mounted on the host, and what is to be, as facts.',
  options: {
    devices: list(str(), { help: 'Patterns of devices.' }),
    fstypes: list(str(), { help: 'Patterns of types of file systems.' }),
    sources: list(str(), { help: 'Files to read, `mount`, or `all`, `static`, `dynamic`.' }),
    mount_binary: raw({ default: 'mount', help: 'The program that tells what is mounted.' }),
    timeout: float({ help: 'Seconds to wait for each mount.' }),
    on_timeout: choice(['error', 'warn', 'ignore'], { default: 'error', help: 'What to do about one that is late.' }),
    include_aggregate_mounts: bool({ help: 'Tell all mounts, besides the first of each directory.' }),
  },
  *inspect(options) {
    check(options)
    const names = sourceNames(options)
    const binary = typeof options.mount_binary === 'string' ? options.mount_binary : undefined
    const asks = binary !== undefined && names.some((name) => name === 'mount' || dynamic.includes(name))
    const seen = {
      files: mountSources(names.filter((name) => name !== 'mount')),
      printed: asks ? command(sh`LC_ALL=C ${binary}`, 'mount') : none<Answer | null>(null),
    }
    const mounts = mountsOf(options, yield* ask(seen)).map(({ fields }) => String(fields.get('mount')))
    return { ...seen, known: mountedSizes([...new Set(mounts)], options.timeout) }
  },
  *plan(options, answers): Iterable<Planned> {
    const names = sourceNames(options)
    if (new Set(names).size < names.length) {
      const shown = `[${names.map((name) => `'${name}'`).join(', ')}]`
      yield warning(`mount_facts option 'sources' contains duplicate entries, repeat sources will be ignored: ${shown}`)
    }
    const mounts = mountsOf(options, answers)
    for (const { fields } of mounts.filter((one) => answers.known.late.includes(String(one.fields.get('mount'))))) {
      const message = `Timed out getting mount size for mount ${fields.get('mount')} (type ${fields.get('fstype')})`
      if (options.on_timeout === 'error') throw new ModuleFailure(message)
      if (options.on_timeout === 'warn') yield warning(message)
    }
    const repeated = repeats(mounts)
    if (options.include_aggregate_mounts !== undefined || repeated === '') return
    yield warning(
      `mount_facts: ignoring repeat mounts in the following sources: ${repeated}. You can disable this warning by configuring the 'include_aggregate_mounts' option as True or False.`,
    )
  },
  returns: ({ options, before }) => {
    const mounts = mountsOf(options, before).map((one) => describe(one, before.known))
    const points = new Map<Value, Value>()
    for (const mount of mounts) if (!points.has(mount.get('mount') ?? '')) points.set(mount.get('mount') ?? '', mount)
    const aggregate_mounts = options.include_aggregate_mounts ? mounts : []
    return dict({ ansible_facts: dict({ mount_points: points, aggregate_mounts }) })
  },
})

const dynamic: readonly string[] = ['/etc/mtab', '/proc/mounts', '/etc/mnttab']
const fixed: readonly string[] = ['/etc/fstab', '/etc/vfstab', '/etc/filesystems']

const check = ({ timeout, mount_binary, sources = [] }: Options): void => {
  if (timeout !== undefined && timeout <= 0) {
    throw new ModuleFailure(`argument 'timeout' must be a positive number or null, not ${timeout}`)
  }
  if (mount_binary !== null && mount_binary !== undefined && typeof mount_binary !== 'string') {
    throw new ModuleFailure(`argument 'mount_binary' must be a string or null, not ${String(mount_binary)}`)
  }
  if (sources.includes('')) throw new ModuleFailure('sources contains an empty string')
}

const aliases: Readonly<Record<string, readonly string[]>> = { all: [...dynamic, ...fixed], dynamic, static: fixed }

const sourceNames = ({ sources = [] }: Options): readonly string[] =>
  (sources.length === 0 ? ['all'] : sources).flatMap((name) => aliases[name] ?? [name])

interface Told {
  readonly files: readonly MountSource[]
  readonly printed: Answer | null
}

interface Mount {
  readonly source: string
  readonly origin: string
  readonly fields: Dict
}

/** The mounts of all sources, in their order; a file that two names lead to is read once. */
const mountsOf = (options: Options, { files, printed }: Told): readonly Mount[] => {
  const names = sourceNames(options)
  const seen = new Set<string>()
  const found = [...new Set(names)].flatMap((source): Mount[] => {
    if (source === 'mount') return fromProgram(printed)
    const file = files.find((one) => one.source === source)
    if (!file || seen.has(file.real)) return []
    seen.add(file.real)
    return mountsInFile(file.text).map((one) => ({ source, ...one }))
  })
  const isDynamic = ({ source }: Mount): boolean => source === 'mount' || dynamic.includes(source)
  const falls = names.some((name) => dynamic.includes(name)) && !found.some(isDynamic)
  return [...found, ...(falls ? fromProgram(printed) : [])].filter(({ fields }) => isWanted(options, fields))
}

const fromProgram = (printed: Answer | null): Mount[] =>
  mountsPrinted(printed?.stdout.toString() ?? '').map((one) => ({ source: 'mount', ...one }))

const isWanted = ({ devices, fstypes }: Options, fields: Dict): boolean => {
  const matches = (patterns: readonly string[] | undefined, key: string): boolean =>
    !patterns?.length || patterns.some((pattern) => fnmatch(String(fields.get(key)), pattern))
  return matches(devices, 'device') && matches(fstypes, 'fstype')
}

const describe = ({ source, origin, fields }: Mount, { sizes, uuids }: MountedSize): Dict => {
  const device = String(fields.get('device'))
  const own = /^UUID=(.*)$/.exec(device)?.[1]
  const size = sizes.get(String(fields.get('mount')))
  return new Map<Value, Value>([
    ...fields,
    ...(size ? Object.entries(sizeOf(size)) : []),
    ['ansible_context', dict({ source, source_data: origin })],
    ['uuid', own ?? uuids.get(device) ?? null],
  ])
}

const sizeOf = ([fragment = 0, block = 0, blocks = 0, free = 0, inodes = 0, unused = 0]: readonly number[]) => ({
  size_total: fragment * blocks,
  size_available: fragment * free,
  block_size: block,
  block_total: blocks,
  block_available: free,
  block_used: blocks - free,
  inode_total: inodes,
  inode_available: unused,
  inode_used: inodes - unused,
})

/** Sources that tell a directory more than once. */
const repeats = (mounts: readonly Mount[]): string => {
  const bySource = new Map<string, string[]>()
  for (const { source, fields } of mounts) {
    bySource.set(source, [...(bySource.get(source) ?? []), String(fields.get('mount'))])
  }
  return [...bySource]
    .filter(([, places]) => new Set(places).size < places.length)
    .map(([source, places]) => `${source} ([${places.map((one) => `'${one}'`).join(', ')}])`)
    .join(', ')
}
