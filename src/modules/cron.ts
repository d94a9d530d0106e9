import { randomBytes } from 'node:crypto'
import { posix } from 'node:path'
import type { Effect } from '../remote/effect.ts'
import { type Crontab, crontab } from '../remote/queries/crontab.ts'
import { none } from '../remote/queries/none.ts'
import type { PlacedFile } from '../remote/queries/placed-file.ts'
import { sh } from '../remote/sh.ts'
import { dict } from '../values.ts'
import { type Command, change, ModuleFailure, type Planned, warning } from './kit/change.ts'
import { defineModule } from './kit/module.ts'
import { bool, choice, path, str } from './kit/option.ts'
import {
  crontabText,
  jobNames,
  variableNames,
  withJob,
  withoutJob,
  withoutVariable,
  withVariable,
} from './shared/edit-crontab.ts'
import { editedFile } from './shared/edit-file.ts'

interface Options {
  readonly name: string
  readonly user: string | undefined
  readonly job: string | undefined
  readonly cron_file: string | undefined
  readonly state: 'absent' | 'present'
  readonly backup: boolean
  readonly minute: string
  readonly hour: string
  readonly day: string
  readonly month: string
  readonly weekday: string
  readonly special_time: string | undefined
  readonly disabled: boolean
  readonly env: boolean
  readonly insertafter: string | undefined
  readonly insertbefore: string | undefined
}

/** Keeps jobs and variables of crontabs. */
export default defineModule({
  name: 'cron',
  summary: 'Keep jobs and variables of crontabs.',
  options: {
    name: str({ required: true, help: 'What the job or variable is known by.' }),
    user: str({ help: 'Whose crontab it is; in a file, who runs the job.' }),
    job: str({ aliases: ['value'], help: 'The command, or the value of a variable.' }),
    cron_file: path({ help: 'A file in /etc/cron.d instead of a crontab.' }),
    state: choice(['absent', 'present'], { default: 'present', help: 'Whether it is to be there.' }),
    backup: bool({ default: false, help: 'Keep a copy of what was there.' }),
    minute: str({ default: '*', help: 'When to run it.' }),
    hour: str({ default: '*', help: 'When to run it.' }),
    day: str({ default: '*', aliases: ['dom'], help: 'When to run it.' }),
    month: str({ default: '*', help: 'When to run it.' }),
    weekday: str({ default: '*', aliases: ['dow'], help: 'When to run it.' }),
    special_time: choice(['annually', 'daily', 'hourly', 'monthly', 'reboot', 'weekly', 'yearly'], {
      help: 'When to run it, by a name.',
    }),
    disabled: bool({ default: false, help: 'Keep the job as a comment.' }),
    env: bool({ default: false, help: 'It is a variable.' }),
    insertafter: str({ help: 'The variable that a new one goes below.' }),
    insertbefore: str({ help: 'The variable that a new one goes above.' }),
  },
  rules: { mutuallyExclusive: [['insertafter', 'insertbefore']] },
  inspect: ({ cron_file, user }) => ({
    table: cron_file === undefined ? crontab(user) : none<Crontab>({ text: '', isMissing: false }),
    file: cron_file === undefined ? none<PlacedFile | null>(null) : editedFile(fileOf(cron_file)),
  }),
  *plan(options, seen): Iterable<Planned> {
    check(options)
    yield* warnings(options)
    const { text, lines, after } = edit(options, seen)
    if (after === lines && /(^|[\r\n])$/.test(text)) return
    const removes = options.cron_file !== undefined && options.state === 'absent' && after.every((line) => !line.trim())
    const backup = options.backup ? [{ write: { path: backupOf(seen), content: Buffer.from(crontabText(lines)) } }] : []
    const wanted = crontabText(after)
    const place = options.cron_file ?? (options.user === undefined ? 'crontab' : `crontab for user "${options.user}"`)
    yield change({
      summary: `update ${place}`,
      commands: [...backup, removes ? sh`rm -f -- ${fileOf(options.cron_file as string)}` : install(options, wanted)],
      effects: [effectOf(options, removes ? undefined : wanted)],
      diff: { before: text, after: wanted, before_header: place, after_header: removes ? '/dev/null' : place },
    })
  },
  returns: ({ options, before, changed }) => {
    const { cron_file, state } = options
    const { after } = edit(options, before)
    const backup_file = changed && options.backup ? backupOf(before) : undefined
    const isEmpty = cron_file !== undefined && changed && state === 'absent' && after.every((line) => !line.trim())
    if (isEmpty) return dict({ cron_file, state, backup_file })
    return dict({ jobs: jobNames(after), envs: variableNames(after), cron_file, backup_file })
  },
})

interface Seen {
  readonly table: Crontab
  readonly file: PlacedFile | null
}

const fileOf = (cron_file: string): string => posix.resolve('/etc/cron.d', cron_file)

const check = (options: Options): void => {
  const { cron_file, state, special_time, env, name } = options
  const fail = (message: string): never => {
    throw new ModuleFailure(message)
  }
  if (cron_file === '/etc/crontab') fail('Will not manage /etc/crontab via cron_file, see documentation.')
  if (special_time && times(options).some((time) => time !== '*')) {
    fail('You must specify time and date fields or special time.')
  }
  if (env && name.includes(' ')) fail('Invalid name for environment variable')
  if (state === 'absent') return
  if (cron_file && !options.user) fail('To use cron_file=... parameter you must specify user=... as well')
  if (options.job === undefined) fail("You must specify 'job' to install a new cron job or variable")
  if ((options.insertafter || options.insertbefore) && !env) {
    fail('Insertafter and insertbefore parameters are valid only with env=yes')
  }
}

function* warnings({ cron_file, job, env }: Options): Iterable<Planned> {
  const base = posix.basename(cron_file ?? 'x')
  if (!/^[\w-]+$/.test(base)) {
    yield warning(
      `Filename portion of cron_file ("${base}") should consist solely of upper- and lower-case letters, digits, underscores, and hyphens`,
    )
  }
  if (!env && job !== undefined && /[\r\n]/.test(trimLines(job))) yield warning('Job should not contain line breaks')
}

const trimLines = (text: string): string => text.replace(/^[\r\n]+|[\r\n]+$/g, '')

const times = ({ minute, hour, day, month, weekday }: Options): string[] => [minute, hour, day, month, weekday]

const edit = (options: Options, { table, file }: Seen) => {
  if (table.isMissing) throw new ModuleFailure('Failed to find required executable "crontab"')
  const text = file ? (file.content?.toString() ?? '') : table.text
  const lines: readonly string[] = text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/)
  return { text, lines, after: edited(options, lines) }
}

const edited = (options: Options, lines: readonly string[]): readonly string[] => {
  const { name, env, state, job = '' } = options
  if (env)
    return state === 'present' ? withVariable(lines, { name, value: job }, options) : withoutVariable(lines, name)
  return state === 'present' ? withJob(lines, name, jobLine(options, job)) : withoutJob(lines, name)
}

const jobLine = (options: Options, job: string): string =>
  [
    options.special_time ? `@${options.special_time}` : times(options).join(' '),
    ...(options.cron_file === undefined ? [] : [options.user]),
    trimLines(job),
  ]
    .join(' ')
    .replace(/^/, options.disabled ? '#' : '')

const install = ({ user, cron_file }: Options, text: string): Command =>
  cron_file === undefined
    ? {
        script: sh`u=${user ?? ''}; if [ -z "$u" ] || [ "$u" = "$(id -un)" ]; then crontab -; else crontab -u "$u" -; fi`,
        stdin: Buffer.from(text),
      }
    : { write: { path: fileOf(cron_file), content: Buffer.from(text) } }

const effectOf = ({ user, cron_file }: Options, text: string | undefined): Effect =>
  cron_file === undefined
    ? { kind: 'named', type: 'crontab', name: user ?? '', value: text ?? '' }
    : {
        kind: 'path',
        path: fileOf(cron_file),
        stat: text === undefined ? null : { kind: 'file', size: Buffer.byteLength(text) },
        content: text === undefined ? undefined : Buffer.from(text),
      }

const backups = new WeakMap<object, string>()

/** The same name whenever asked for one sight. */
const backupOf = (seen: Seen): string => {
  const key = seen.file ?? seen.table
  const name = backups.get(key) ?? `/tmp/crontab${randomBytes(4).toString('hex')}`
  backups.set(key, name)
  return name
}
