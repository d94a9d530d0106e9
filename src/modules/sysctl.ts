import type { Answer } from '../remote/answer.ts'
import type { Effect } from '../remote/effect.ts'
import { type Query, query } from '../remote/query.ts'
import { sh } from '../remote/sh.ts'
import { type Change, change, ModuleFailure } from './kit/change.ts'
import { toBoolean } from './kit/coerce.ts'
import { defineModule } from './kit/module.ts'
import { bool, choice, path, str } from './kit/option.ts'
import { editedFile, editFile, readText } from './shared/edit-file.ts'
import { attributeQueries } from './shared/file-attributes.ts'

interface Options {
  readonly name: string
  readonly value: string | undefined
  readonly state: 'absent' | 'present'
  readonly ignoreerrors: boolean
  readonly reload: boolean
  readonly sysctl_set: boolean
  readonly sysctl_file: string
}

const unset = { mode: undefined, owner: undefined, group: undefined }

/** Keeps parameters of the kernel, in the file that sets them at boot and at once. */
export default defineModule({
  name: 'sysctl',
  collection: 'ansible.posix',
  summary: 'Keep parameters of the kernel.',
  options: {
    name: str({ required: true, aliases: ['key'], help: 'The parameter.' }),
    value: str({ aliases: ['val'], help: 'Its value.' }),
    state: choice(['absent', 'present'], { default: 'present', help: 'Whether the file is to set it.' }),
    ignoreerrors: bool({ default: false, help: 'Take no notice of parameters that the kernel does not know.' }),
    reload: bool({ default: true, help: 'Apply the file when something changes.' }),
    sysctl_set: bool({ default: false, help: 'Set the value at once.' }),
    sysctl_file: path({ default: '/etc/sysctl.conf', help: 'The file.' }),
  },
  inspect: ({ name, sysctl_file }) => ({
    file: editedFile(sysctl_file),
    present: parameter(name),
    ...attributeQueries(unset, sysctl_file),
  }),
  *plan(options, seen): Iterable<Change> {
    const value = wantedValue(options)
    const { before, after } = editParameter(readText(seen.file)?.text ?? '', options.name, value)
    const differs = value !== undefined && !isEqual(seen.present, value)
    const sets = options.sysctl_set && differs
    const flags = options.ignoreerrors ? ['-e'] : []
    if (sets) {
      yield change({
        summary: `set ${options.name} to ${value}`,
        commands: [sh`sysctl ${flags} -w ${`${options.name}=${value}`}`],
        effects: [effectOf(options.name, value)],
        failure: failedTo(`setting ${options.name} failed`),
      })
    }
    if (before !== after) {
      const settings = { ...unset, backup: false, validate: undefined, unsafe_writes: false }
      yield* editFile(settings, { placed: seen.file, accounts: seen, text: after })
    }
    if (!options.reload || (before === after && !sets && !differs)) return
    yield change({
      summary: `apply ${options.sysctl_file}`,
      commands: [sh`sysctl ${flags} -p ${options.sysctl_file}`],
      effects: value === undefined ? [] : [effectOf(options.name, value)],
      failure: failedTo('Failed to reload sysctl'),
    })
  },
})

const failedTo = (what: string) => (answer: Answer) =>
  new ModuleFailure(`${what}: ${answer.stdout.toString()}${answer.stderr.toString()}`)

/** The present value; `null` when the kernel has no such parameter. */
const parameter = (name: string): Query<string | null> =>
  query<string | null>({
    name: 'sysctl',
    key: `sysctl ${name}`,
    script: sh`PATH=$PATH:/sbin:/usr/sbin sysctl -n -e ${name} 2>/dev/null || sysctl -n ${name} 2>/dev/null`,
    parse: ({ status, stdout }) => (status === 0 && stdout.length > 0 ? stdout.toString().trim() : null),
    overlay: (answer, effects) => {
      const own = effects.findLast((one) => one.kind === 'named' && one.type === 'sysctl' && one.name === name)
      return own?.kind === 'named' ? String(own.value) : answer
    },
  })

const effectOf = (name: string, value: string): Effect => ({ kind: 'named', type: 'sysctl', name, value })

/** `undefined` when the parameter is to go. */
const wantedValue = ({ name, value, state }: Options): string | undefined => {
  if (name.trim() === '') throw new ModuleFailure('name cannot be blank')
  if (state === 'absent') return undefined
  if (value === undefined) throw new ModuleFailure('value cannot be None')
  const truth = /^\d+$/.test(value.trim()) ? undefined : toBoolean(value)
  return truth === undefined ? value.trim() : truth ? '1' : '0'
}

const isEqual = (present: string | null, wanted: string): boolean =>
  present !== null && present.split(/\s+/).join(' ') === wanted.split(/\s+/).join(' ')

/** The text with the parameter set once, where it first stood, or nowhere. */
const editParameter = (text: string, name: string, value: string | undefined) => {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n')
  const isOwn = (line: string): boolean => /^\s*([^#;=\s][^=]*?)\s*=/.exec(line)?.[1] === name
  const at = lines.findIndex(isOwn)
  const present = at < 0 ? undefined : lines[at]?.replace(/^[^=]*=/, '').trim()
  if (present === value && lines.filter(isOwn).length <= 1) return { before: text, after: text }
  const rest = lines.flatMap((line, i) =>
    i === at && value !== undefined ? [`${name}=${value}`] : isOwn(line) ? [] : [line],
  )
  const all = at < 0 && value !== undefined ? [...rest, `${name}=${value}`] : rest
  return { before: text, after: all.length === 0 ? '' : `${all.join('\n')}\n` }
}
