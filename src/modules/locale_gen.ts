import type { Answer } from '../remote/answer.ts'
import { content } from '../remote/queries/content.ts'
import { exists } from '../remote/queries/exists.ts'
import { type Query, query } from '../remote/query.ts'
import { sh } from '../remote/sh.ts'
import { dict } from '../values.ts'
import { type Change, type Command, change, ModuleFailure } from './kit/change.ts'
import { defineModule } from './kit/module.ts'
import { choice, list, str } from './kit/option.ts'

interface Options {
  readonly name: readonly string[]
  readonly state: 'absent' | 'present'
}

const ubuntuFolder = '/var/lib/locales/supported.d'
const table = '/etc/locale.gen'

/** Makes locales, and takes them away. */
export default defineModule({
  name: 'locale_gen',
  collection: 'community.general',
  summary: 'Make locales, and take them away.',
  options: {
    name: list(str(), { required: true, help: 'Locales with their encoding: `en_GB.UTF-8`.' }),
    state: choice(['absent', 'present'], { default: 'present', help: 'Whether they are to be there.' }),
  },
  inspect: () => ({
    present: locales(),
    ubuntu: exists(ubuntuFolder),
    chosen: content(table),
    own: content(`${ubuntuFolder}/local`),
    supported: content('/usr/share/i18n/SUPPORTED'),
  }),
  *plan(options, seen): Iterable<Change> {
    check(options, seen)
    const names = options.name.filter((name) => seen.present.has(normal(name)) !== (options.state === 'present'))
    if (names.length === 0) return
    const edit = seen.ubuntu ? forUbuntu(options, names, seen) : forTable(options, names, seen)
    yield change({
      summary: `${options.state === 'present' ? 'make' : 'remove'} ${names.join(', ')}`,
      commands: edit.commands,
      effects: names.map((name) => ({ kind: 'named', type: 'locale', name: normal(name), value: options.state })),
      diff: edit.diff,
      failure: failed,
    })
  },
  returns: ({ options: { name } }) => dict({ name: name.length === 1 ? name[0] : [...name], msg: 'OK' }),
})

interface Seen {
  readonly ubuntu: boolean
  readonly chosen: Buffer | null
  readonly own: Buffer | null
  readonly supported: Buffer | null
}

const failed = ({ status, stdout, stderr }: Answer): ModuleFailure =>
  new ModuleFailure(
    `[Errno ${status}] locale.gen failed to execute, it returned ${status}`,
    dict({ exitValue: status, stdout: stdout.toString(), stderr: stderr.toString() }),
  )

const check = ({ name }: Options, { ubuntu, chosen, supported }: Seen): void => {
  if (!ubuntu && !chosen) {
    throw new ModuleFailure(
      '/etc/locale.gen and /var/lib/locales/supported.d/local are missing. Is the package "locales" installed?',
    )
  }
  const lines = [...(ubuntu ? [] : linesOf(chosen)), ...linesOf(supported)]
  const known = new Set(lines.map((line) => /^#?\s*(\S+) \S+\s*$/.exec(line)?.[1]))
  if (name.every((one) => known.has(one))) return
  throw new ModuleFailure("The locale you've entered is not available on your system.")
}

const linesOf = (text: Buffer | null): string[] => text?.toString().split('\n') ?? []

interface Edit {
  readonly commands: readonly Command[]
  readonly diff?: Change['diff']
}

/** A line of the table says what is made; in a comment it says what could be. */
const forTable = ({ state }: Options, names: readonly string[], { chosen, supported }: Seen): Edit => {
  const lines = linesOf(chosen)
  for (const name of names) {
    const matches = (line: string): string | undefined =>
      /^#?\s*(\S+) (.+)$/.exec(line)?.[1] === name ? line.replace(/^#?\s*/, '') : undefined
    const after = (line: string): string => (state === 'present' ? line : `# ${line}`)
    const isThere = lines.some((line) => matches(line) !== undefined)
    for (const [at, line] of lines.entries())
      lines[at] = matches(line) === undefined ? line : after(matches(line) ?? '')
    const added = linesOf(supported).find((line) => matches(line) !== undefined)
    if (!isThere && added !== undefined && state === 'present') lines.splice(-1, 0, added)
  }
  const text = lines.join('\n')
  return {
    commands: [{ write: { path: table, content: Buffer.from(text) } }, sh`PATH=$PATH:/usr/sbin locale-gen`],
    diff: { before: chosen?.toString() ?? '', after: text, before_header: table, after_header: table },
  }
}

/** Ubuntu keeps what was asked for in a file of its own. */
const forUbuntu = ({ state }: Options, names: readonly string[], { own }: Seen): Edit => {
  if (state === 'present') return { commands: [sh`PATH=$PATH:/usr/sbin locale-gen ${[...names]}`] }
  const kept = linesOf(own).filter((line) => !names.includes(line.split(' ')[0] ?? ''))
  const write = { path: `${ubuntuFolder}/local`, content: Buffer.from(kept.join('\n')) }
  return { commands: [{ write }, sh`PATH=$PATH:/usr/sbin locale-gen --purge`] }
}

/** Locales that the host has, in one spelling. */
const locales = (): Query<ReadonlySet<string>> =>
  query<ReadonlySet<string>>({
    name: 'locales',
    key: 'locales',
    script: sh`locale -a 2>/dev/null; :`,
    parse: ({ stdout }) => new Set(stdout.toString().split('\n').filter(Boolean).map(normal)),
    overlay: (answer, effects) => {
      const planned = effects.filter((effect) => effect.kind === 'named' && effect.type === 'locale')
      if (planned.length === 0) return answer
      const after = new Set(answer)
      for (const effect of planned) {
        if (effect.kind !== 'named') continue
        if (effect.value === 'present') after.add(effect.name)
        else after.delete(effect.name)
      }
      return after
    },
  })

/** `locale -a` spells encodings in small letters without dashes. */
const normal = (name: string): string =>
  name.replace(/\.([^@]+)/, (_all, encoding: string) => `.${encoding.toLowerCase().replaceAll('-', '')}`)
