import type { Effect } from '../remote/effect.ts'
import { type AptSources, aptSources } from '../remote/queries/apt-sources.ts'
import { sh } from '../remote/sh.ts'
import { dict } from '../values.ts'
import { type Change, type Command, change, ModuleFailure } from './kit/change.ts'
import { defineModule } from './kit/module.ts'
import { bool, choice, fileMode, int, str } from './kit/option.ts'
import { updateLists } from './shared/apt-command.ts'
import { resolveMode } from './shared/file-mode.ts'

interface Options {
  readonly repo: string
  readonly state: 'absent' | 'present'
  readonly filename: string | undefined
  readonly mode: string | undefined
  readonly update_cache: boolean
  readonly update_cache_retries: number
}

/** Adds and removes sources of apt. */
export default defineModule({
  name: 'apt_repository',
  summary: 'Add and remove sources that apt takes packages from.',
  options: {
    repo: str({ required: true, help: 'The line: `deb [options] URL suite component…`.' }),
    state: choice(['absent', 'present'], { default: 'present', help: 'Whether it is to be there.' }),
    filename: str({ help: 'The name of the file in sources.list.d, without `.list`.' }),
    mode: fileMode({ help: 'The mode of the file.' }),
    codename: str({ help: 'The suite of a PPA.' }),
    update_cache: bool({ default: true, aliases: ['update-cache'], help: 'Fetch the package lists after a change.' }),
    update_cache_retries: int({ default: 5, help: 'How often to try to fetch them.' }),
    update_cache_retry_max_delay: int({ default: 12, help: 'Seconds between tries at most.' }),
    validate_certs: bool({ default: true, help: 'Accepted; apt checks certificates itself.' }),
    install_python_apt: bool({ default: true, help: 'Accepted; no Python is needed.' }),
  },
  inspect: () => ({ sources: aptSources() }),
  *plan(options, { sources }): Iterable<Change> {
    const wanted = edit(options, sources)
    if (wanted.size > 0) yield writeSources(options, sources, wanted)
  },
  returns: ({ options, before }) => {
    const changed = [...edit(options, before.sources)]
    const added = changed.filter(([path]) => !before.sources.has(path)).map(([path]) => path)
    const removed = changed.filter(([, lines]) => lines === null).map(([path]) => path)
    return dict({ repo: options.repo, state: options.state, sources_added: added, sources_removed: removed })
  },
})

/** A line's source without comment and doubled blanks, and whether it is commented out. */
const parseLine = (line: string): { readonly source: string; readonly enabled: boolean } | undefined => {
  const text = line.trim()
  const enabled = !text.startsWith('#')
  const source = text
    .replace(/^#+\s*/, '')
    .replace(/\s#.*$/, '')
    .trim()
    .split(/\s+/)
    .join(' ')
  return /^(deb|deb-src) (\[[^\]]*\] )?\S+ \S+/.test(source) ? { source, enabled } : undefined
}

type Edited = ReadonlyMap<string, readonly string[] | null>

/** The files that change, with their new lines; `null` for one that goes. */
const edit = (options: Options, sources: AptSources): Edited => {
  if (options.repo.startsWith('ppa:'))
    throw new ModuleFailure('personal package archives (ppa:) are not supported: give the line and its key')
  const wanted = parseLine(options.repo)
  if (!wanted?.enabled) throw new ModuleFailure(`Invalid repository string: ${options.repo}`)
  return options.state === 'present' ? added(options, sources, wanted.source) : removed(sources, wanted.source)
}

const added = (options: Options, sources: AptSources, source: string): Edited => {
  const edited = new Map<string, readonly string[]>()
  let found = false
  for (const [path, lines] of sources) {
    const matches = lines.map((line) => parseLine(line)).map((parsed) => parsed?.source === source && parsed)
    if (!matches.some(Boolean)) continue
    found = true
    if (matches.some((match) => match && !match.enabled))
      edited.set(
        path,
        lines.map((line, i) => (matches[i] ? source : line)),
      )
  }
  if (found) return edited
  const path = fileFor(options)
  return new Map([[path, [...(sources.get(path) ?? []), source]]])
}

const removed = (sources: AptSources, source: string): Edited => {
  const edited = new Map<string, readonly string[] | null>()
  for (const [path, lines] of sources) {
    const kept = lines.filter((line) => {
      const parsed = parseLine(line)
      return !(parsed?.enabled && parsed.source === source)
    })
    if (kept.length === lines.length) continue
    edited.set(path, kept.some((line) => parseLine(line)) || path === '/etc/apt/sources.list' ? kept : null)
  }
  return edited
}

/** `filename`, or the address without protocol and credentials, with underscores. */
const fileFor = ({ repo, filename }: Options): string => {
  const name = filename ?? defaultName(repo)
  return name.startsWith('/') ? name : `/etc/apt/sources.list.d/${name}.list`
}

const defaultName = (repo: string): string => {
  const line = repo.replace(/\[[^\]]+\]/g, '').replace(/\w+:\/\//g, '')
  const address = line.split(/\s+/).filter((word) => word !== '' && word !== 'deb' && word !== 'deb-src')[0] ?? ''
  return address
    .replace(/^[^@]*@/, '')
    .split(/[^a-zA-Z0-9]+/)
    .filter(Boolean)
    .join('_')
}

const writeSources = (options: Options, sources: AptSources, wanted: Edited): Change => {
  const entries = [...wanted].map(([path, lines]) => [path, lines === null ? null : `${lines.join('\n')}\n`] as const)
  const mode =
    options.mode === undefined
      ? undefined
      : resolveMode(options.mode, { current: 0o644, isDirectory: false, umask: 0o022 })
  const commands = entries.map(([path, text]): Command => {
    if (text === null) return sh`rm -f -- ${path}`
    return { write: { path, content: Buffer.from(text), mode: mode ?? (sources.has(path) ? undefined : 0o644) } }
  })
  const effects = entries.map(
    ([path, text]): Effect =>
      text === null
        ? { kind: 'path', path, stat: null }
        : { kind: 'path', path, stat: { kind: 'file', mode: mode ?? 0o644 }, content: Buffer.from(text) },
  )
  const update = options.update_cache ? [updateLists({ lock_timeout: 60 }, options.update_cache_retries)] : []
  return change({
    summary: `${options.state === 'present' ? 'add' : 'remove'} source ${options.repo}`,
    commands: [...commands, ...update],
    effects: [...effects, { kind: 'named', type: 'apt-sources', name: options.repo, value: options.state }],
    diff: entries.map(([path, text]) => ({
      before:
        sources
          .get(path)
          ?.map((line) => `${line}\n`)
          .join('') ?? '',
      after: text ?? '',
      before_header: sources.has(path) ? path : '/dev/null',
      after_header: text === null ? '/dev/null' : path,
    })),
  })
}
