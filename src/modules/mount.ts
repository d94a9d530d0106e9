import type { Answer } from '../remote/answer.ts'
import type { Effect } from '../remote/effect.ts'
import { exists } from '../remote/queries/exists.ts'
import { type Mounted, type MountTable, mountTable } from '../remote/queries/mount-table.ts'
import type { PlacedFile } from '../remote/queries/placed-file.ts'
import { type ShellScript, sh } from '../remote/sh.ts'
import { dict } from '../values.ts'
import { type Change, change, ModuleFailure, type Planned, warning } from './kit/change.ts'
import { defineModule } from './kit/module.ts'
import { bool, choice, path, str } from './kit/option.ts'
import { editedFile, editFile, readText } from './shared/edit-file.ts'
import { withEntry, withoutEntry } from './shared/edit-fstab.ts'
import { type AttributeAnswers, attributeQueries } from './shared/file-attributes.ts'
import { backupOf } from './shared/place-file.ts'

const states = ['absent', 'absent_from_fstab', 'mounted', 'present', 'unmounted', 'remounted', 'ephemeral'] as const

interface Options {
  readonly path: string
  readonly src: string | undefined
  readonly fstype: string | undefined
  readonly opts: string | undefined
  readonly dump: string
  readonly passno: string
  readonly state: (typeof states)[number]
  readonly fstab: string | undefined
  readonly boot: boolean
  readonly backup: boolean
}

const unset = { mode: undefined, owner: undefined, group: undefined }

/** Mounts and unmounts file systems, and keeps the table of those that are mounted at boot. */
export default defineModule({
  name: 'mount',
  collection: 'ansible.posix',
  summary: 'Mount and unmount file systems, and keep the table of those that are mounted at boot.',
  options: {
    path: path({ required: true, aliases: ['name'], help: 'The directory it is mounted on.' }),
    src: path({ help: 'What is mounted: a device, a directory, an address.' }),
    fstype: str({ help: 'The type of the file system.' }),
    opts: str({ help: 'Options for mounting.' }),
    dump: str({ default: '0', help: 'Whether it is dumped.' }),
    passno: str({ default: '0', help: 'When it is checked at boot.' }),
    state: choice(states, { required: true, help: 'Whether it is to be mounted now and at boot.' }),
    fstab: str({ help: 'The table; /etc/fstab unless told.' }),
    boot: bool({ default: true, help: 'Mount it at boot.' }),
    backup: bool({ default: false, help: 'Keep a copy of the table before it is changed.' }),
  },
  rules: {
    requiredIf: ['mounted', 'present', 'ephemeral'].map((is) => ({ option: 'state', is, needs: ['src', 'fstype'] })),
  },
  inspect: (options) => ({
    table: editedFile(tableOf(options)),
    mounts: mountTable(),
    there: exists(options.path),
    ...attributeQueries(unset, tableOf(options)),
  }),
  *plan(options, seen): Iterable<Planned> {
    yield* warnings(options)
    yield* plans[options.state](options, seen)
  },
  returns: ({ options, before, changed }) => {
    const written = changed && edit(options, before.table) !== textOf(before.table)
    return dict({
      name: options.path,
      src: options.src,
      fstype: options.fstype,
      opts: optsOf(options),
      dump: options.dump,
      passno: options.passno,
      fstab: tableOf(options),
      boot: options.boot || hasOption(options, 'noauto') ? 'yes' : 'no',
      backup_file: (written ? backupOf(options, before.table) : undefined) ?? '',
    })
  },
})

interface Seen extends AttributeAnswers {
  readonly table: PlacedFile
  readonly mounts: MountTable
  readonly there: boolean
}

const tableOf = ({ fstab }: Options): string => fstab ?? '/etc/fstab'

const textOf = (table: PlacedFile): string => readText(table)?.text ?? ''

const hasOption = ({ opts = 'defaults' }: Options, name: string): boolean => opts.split(',').includes(name)

/** What is not to be mounted at boot says so among its options. */
const optsOf = (options: Options): string => {
  const { opts = 'defaults', boot } = options
  return boot || hasOption(options, 'noauto') || hasOption(options, 'defaults') ? opts : `${opts},noauto`
}

function* warnings(options: Options): Iterable<Planned> {
  if (hasOption(options, 'noauto')) yield warning("Ignore the 'boot' due to 'opts' contains 'noauto'.")
  else if (!options.boot && hasOption(options, 'defaults')) {
    yield warning("Ignore the 'boot' due to 'opts' contains 'defaults'.")
  }
}

/** The table as it is to be; only some states change it. */
const edit = (options: Options, table: PlacedFile): string => {
  const text = textOf(table)
  const { path: name, src, fstype = '', dump, passno, state } = options
  if (state === 'present' || state === 'mounted') {
    return withEntry(text, { src: src ?? '', name, fstype, opts: optsOf(options), dump, passno })
  }
  return state === 'absent' || state === 'absent_from_fstab' ? withoutEntry(text, { name, src }) : text
}

const editTable = (options: Options, { table, ...accounts }: Seen): Change[] => {
  const text = edit(options, table)
  if (text === textOf(table)) return []
  const settings = { ...unset, backup: options.backup, validate: undefined, unsafe_writes: false }
  return editFile(settings, { placed: table, accounts, text })
}

type Plan = (options: Options, seen: Seen) => readonly Change[]

const absent: Plan = (options, seen) => {
  const edits = editTable(options, seen)
  if (edits.length === 0) return []
  const removal = change({
    summary: `remove ${options.path}`,
    commands: [sh`rmdir -- ${options.path}`],
    effects: [{ kind: 'path', path: options.path, stat: null }],
    failure: failed(`Error rmdir ${options.path}`),
  })
  return [...edits, ...unmounted(options, seen), ...(seen.there ? [removal] : [])]
}

const unmounted: Plan = (options, seen) =>
  seen.mounts.has(place(options))
    ? [
        change({
          summary: `unmount ${options.path}`,
          commands: [sh`umount ${options.path}`],
          effects: [effectOf(options, null)],
          diff: told(options, 'mounted', 'unmounted'),
          failure: failed(`Error unmounting ${options.path}`),
        }),
      ]
    : []

const mounted: Plan = (options, seen) => {
  const edits = editTable(options, seen)
  if (!isMounted(options, seen)) return [...edits, mountIt(options, seen)]
  return edits.length === 0 ? [] : [...edits, remount(options, seen)]
}

const ephemeral: Plan = (options, seen) => {
  if (!isMounted(options, seen)) return [mountIt(options, seen)]
  const present = seen.mounts.get(place(options)) as Mounted
  if (present.device === options.src || present.source === options.src) return [remount(options, seen)]
  throw new ModuleFailure(
    'Ephemeral mount point is already mounted with a different source than the specified one. Failing in order to prevent an unwanted unmount or override operation. Try replacing this command with a "state: unmounted" followed by a "state: ephemeral", or use a different destination path.',
  )
}

const plans: Readonly<Record<Options['state'], Plan>> = {
  absent,
  absent_from_fstab: editTable,
  present: editTable,
  unmounted,
  mounted,
  ephemeral,
  remounted: (options, seen) => [remount(options, seen)],
}

const place = ({ path: name }: Options): string => name.replace(/(.)\/+$/, '$1')

/** A directory of the same file system that is shown there counts only where it is the one that is wanted. */
const isMounted = (options: Options, { mounts }: Seen): boolean => {
  const present = mounts.get(place(options))
  return present !== undefined && (!present.isBind || present.source === options.src || present.device === options.src)
}

const effectOf = (options: Options, value: Mounted | null): Effect => ({
  kind: 'named',
  type: 'mount',
  name: place(options),
  value,
})

const planned = ({ src = '', fstype = '' }: Options): Mounted => ({ device: src, source: src, fstype, isBind: false })

const told = ({ path: name }: Options, before: string, after: string) => ({
  before: `${before}\n`,
  after: `${after}\n`,
  before_header: name,
  after_header: name,
})

const failed =
  (what: string) =>
  ({ stdout, stderr }: Answer): ModuleFailure =>
    new ModuleFailure(`${what}: ${stdout}${stderr}`)

/** What is mounted without the table is told all there is to know. */
const mountCommand = (options: Options, how: readonly string[] = []): ShellScript => {
  const { state, fstype = '', src = '', fstab, path: name } = options
  const opts = optsOf(options)
  const words =
    state === 'ephemeral'
      ? ['-t', fstype, ...(opts === 'defaults' ? [] : ['-o', opts]), src]
      : fstab === undefined || fstab === '/etc/fstab'
        ? []
        : ['-T', fstab]
  return sh`mount ${[...how, ...words, name]}`
}

/** A mount that fails leaves neither its entry nor its directories behind: what can't be mounted may keep a host from booting. */
const mountIt = (options: Options, { table, there }: Seen): Change => {
  const { path: name, state } = options
  const restores = state === 'mounted' && edit(options, table) !== textOf(table)
  const former = table.target ? sh`printf %s ${textOf(table)} >${tableOf(options)}` : sh`rm -f -- ${tableOf(options)}`
  const restore = restores ? former : sh`:`
  return change({
    summary: `mount ${name}`,
    commands: [
      sh`n=${place(options)}; t=; p=$n
while ! [ -e "$p" ] && ! [ -h "$p" ]; do t=$p; case $p in */*) p=$\{p%/*};; *) p=.;; esac; [ -n "$p" ] || p=/; done
mkdir -p -- "$n" || { s=$?; ${restore}; exit $s; }
${mountCommand(options)} || { s=$?; ${restore}
while [ -n "$t" ] && rmdir -- "$n"; do [ "$n" != "$t" ] || break; n=$\{n%/*}; done; exit $s; }`,
    ],
    effects: [
      effectOf(options, planned(options)),
      ...(there ? [] : [{ kind: 'path', path: name, stat: { kind: 'directory' } } as const]),
    ],
    diff: told(options, 'unmounted', 'mounted'),
    failure: failed(`Error mounting ${name}`),
  })
}

/** What can't be mounted anew in place is unmounted first. */
const remount = (options: Options, { mounts }: Seen): Change => {
  const { path: name, state } = options
  const opts = optsOf(options)
  const hasOptions = state === 'remounted' && opts !== 'defaults'
  const again = mountCommand(options, ['-o', hasOptions ? `remount,${opts}` : 'remount'])
  const command = hasOptions ? again : sh`o=$(${again} 2>&1) || { umount ${name} && ${mountCommand(options)}; }`
  return change({
    summary: `remount ${name}`,
    commands: [command],
    effects: mounts.has(place(options)) ? [] : [effectOf(options, planned(options))],
    failure: hasOptions
      ? () =>
          new ModuleFailure(
            'Options were specified with remounted, but the remount command failed. Failing in order to prevent an unexpected mount result. Try replacing this command with a "state: unmounted" followed by a "state: mounted" using the full desired mount options instead.',
          )
      : failed(`Error ${state === 'remounted' ? 're' : ''}mounting ${name}`),
  })
}
