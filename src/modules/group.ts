import type { GroupEntry } from '../remote/queries/accounts.ts'
import { group } from '../remote/queries/accounts.ts'
import { command } from '../remote/queries/command.ts'
import { sh } from '../remote/sh.ts'
import { dict, Unknown, type Value } from '../values.ts'
import { type Change, type Command, change, ModuleFailure } from './kit/change.ts'
import { defineModule } from './kit/module.ts'
import { bool, choice, int, str } from './kit/option.ts'
import { commandTexts } from './shared/command-texts.ts'
import { flags } from './shared/user/shadow.ts'

interface Options {
  readonly name: string
  readonly gid: number | undefined
  readonly non_unique: boolean
  readonly system: boolean
  readonly force: boolean
  readonly local: boolean
  readonly gid_min: number | undefined
  readonly gid_max: number | undefined
}

/** Makes, changes and removes groups. */
export default defineModule({
  name: 'group',
  summary: 'Make, change and remove groups.',
  options: {
    name: str({ required: true, help: 'The name of the group.' }),
    state: choice(['absent', 'present'], { default: 'present', help: 'Whether it is to be there.' }),
    gid: int({ help: 'Its number.' }),
    non_unique: bool({ default: false, help: 'Let it share its number with another group.' }),
    system: bool({ default: false, help: 'Make it a system group.' }),
    force: bool({ default: false, help: 'Remove it even when it is the primary group of a user.' }),
    local: bool({ default: false, help: 'Look at and change only the groups of the host itself.' }),
    gid_min: int({ help: 'The smallest number it may get.' }),
    gid_max: int({ help: 'The greatest number it may get.' }),
  },
  rules: { requiredIf: [{ option: 'non_unique', is: true, needs: ['gid'] }] },
  inspect: ({ name, local }) => ({
    entry: group(name, { local }),
    tools: command(sh`command -v groupadd >/dev/null 2>&1 || ! command -v addgroup >/dev/null 2>&1`, 'group-tools'),
  }),
  *plan(options, { entry: found, tools }) {
    check(options)
    const entry = found?.name === options.name ? found : null
    const commands = commandsFor(options, tools.status === 0)
    if (options.state === 'absent') {
      if (entry) yield planned(options, { what: 'remove', entry: null, commands: commands.remove })
    } else if (!entry) {
      yield planned(options, { what: 'create', entry: 'there', commands: commands.create })
    } else if (options.gid !== undefined && entry.gid !== options.gid) {
      yield planned(options, { what: 'change', entry: 'there', commands: commands.modify })
    }
  },
  returns: ({ options: { name, state, system }, after: { entry }, outputs }) =>
    dict({ name, state, ...commandTexts(outputs), ...present(state, system, entry) }),
})

const present = (state: string, system: boolean, entry: GroupEntry | null) =>
  state === 'present' ? { system, gid: entry?.gid ?? new Unknown('the number of a new group') } : {}

const check = ({ force, local, gid_min, gid_max }: Options): void => {
  if (force && local) {
    throw new ModuleFailure('force is not a valid option for local, force=True and local=True are mutually exclusive')
  }
  for (const [name, value] of Object.entries({ gid_min, gid_max })) {
    if (local && value !== undefined) throw new ModuleFailure(`'${name}' can not be used with 'local'`)
  }
}

interface Parts {
  readonly what: 'create' | 'change' | 'remove'
  readonly entry: 'there' | null
  readonly commands: readonly Command[]
}

const planned = ({ name, gid }: Options, { what, entry, commands }: Parts): Change =>
  change({
    summary: `${what} the group ${name}`,
    commands,
    effects: [{ kind: 'group', name, entry: entry && (dict({ gid }) as ReadonlyMap<string, Value>) }],
    failure: ({ stderr, stdout }) => new ModuleFailure(stderr.toString() || stdout.toString(), dict({ name })),
  })

interface Commands {
  readonly create: readonly Command[]
  readonly modify: readonly Command[]
  readonly remove: readonly Command[]
}

/** With shadow's tools, libuser's for `local`, or else busybox's, which can't change a group. */
const commandsFor = (options: Options, hasShadow: boolean): Commands => {
  const { name, gid, non_unique } = options
  const number = flags([
    ['-g', gid],
    ['-o', gid !== undefined && non_unique],
    ['-r', options.system],
    ['-K', options.gid_min === undefined ? undefined : `GID_MIN=${options.gid_min}`],
    ['-K', options.gid_max === undefined ? undefined : `GID_MAX=${options.gid_max}`],
  ])
  const change = flags([
    ['-g', gid],
    ['-o', non_unique],
  ])
  if (options.local) {
    return {
      create: [sh`lgroupadd ${number} ${name}`],
      modify: [sh`lgroupmod ${change} ${name}`],
      remove: [sh`lgroupdel ${name}`],
    }
  }
  if (hasShadow) {
    return {
      create: [sh`groupadd ${number} ${name}`],
      modify: [sh`groupmod ${change} ${name}`],
      remove: [sh`groupdel ${options.force ? ['-f'] : []} ${name}`],
    }
  }
  const busybox = flags([
    ['-g', gid],
    ['-S', options.system],
  ])
  return {
    create: [sh`addgroup ${busybox} ${name}`],
    modify: [sh`sed -i ${`s/^\\(${name.replace(/[.[\]*^$/]/g, '\\$&')}:[^:]*\\):[^:]*:/\\1:${gid}:/`} /etc/group`],
    remove: [sh`delgroup ${name}`],
  }
}
