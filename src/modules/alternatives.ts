import { type Alternative, type Alternatives, alternatives, type Subcommand } from '../remote/queries/alternatives.ts'
import { exists } from '../remote/queries/exists.ts'
import { sh } from '../remote/sh.ts'
import { type Dict, dict, type Value } from '../values.ts'
import { type Change, change, ModuleFailure } from './kit/change.ts'
import { defineModule } from './kit/module.ts'
import { choice, int, list, path, record, str } from './kit/option.ts'

interface Options {
  readonly name: string
  readonly path: string
  readonly link: string | undefined
  readonly priority: number | undefined
  readonly state: 'absent' | 'auto' | 'present' | 'selected'
  readonly subcommands: readonly Subcommand[] | undefined
}

/** Keeps alternatives, and chooses among them. */
export default defineModule({
  name: 'alternatives',
  collection: 'community.general',
  summary: 'Keep alternatives for a command, and choose among them.',
  options: {
    name: str({ required: true, help: 'The name of the link.' }),
    path: path({ required: true, help: 'What it is to point to.' }),
    link: path({ help: 'The link.' }),
    priority: int({ help: 'Its priority; 50 for a new one unless told.' }),
    state: choice(['present', 'selected', 'auto', 'absent'], {
      default: 'selected',
      help: 'Whether it is to be there, and to be chosen.',
    }),
    subcommands: list(
      record({
        name: str({ required: true, help: 'The name of the link.' }),
        path: path({ required: true, help: 'What it points to.' }),
        link: path({ required: true, help: 'The link.' }),
      }),
      { aliases: ['slaves'], help: 'Links that follow this one.' },
    ),
  },
  inspect: (options) => ({ known: alternatives(options.name), there: exists(options.path) }),
  plan: (options, { known, there }) => stepsOf(options, known, there).map(({ change }) => change),
  returns: ({ options, before }) =>
    dict({
      msg: stepsOf(options, before.known, before.there)
        .map(({ message }) => message)
        .join(' '),
    }),
})

interface Step {
  readonly message: string
  readonly change: Change
}

const stepsOf = (options: Options, known: Alternatives, there: boolean): readonly Step[] => {
  const { name, path: target, state } = options
  if (!known.tool) throw new ModuleFailure('Failed to find required executable "update-alternatives"')
  if (state === 'absent') return known.choices.has(target) ? [removal(options, known)] : []
  const installs = needsInstallation(options, known.choices.get(target))
  const steps = installs ? [installation(options, known, there)] : []
  const now = installs ? installed(options, known) : known
  if (state === 'selected' && known.current !== target) {
    const after = { ...now, mode: 'manual', current: target } as const
    const message = `Set alternative '${target}' for '${name}'.`
    steps.push(step(options, { message, words: ['--set', name, target], known, after }))
  }
  if (state === 'auto' && known.mode === 'manual') {
    const after = { ...now, mode: 'auto', current: best(now) } as const
    const message = `Set alternative to auto for '${name}'.`
    steps.push(step(options, { message, words: ['--auto', name], known, after }))
  }
  return steps
}

const needsInstallation = ({ priority, subcommands }: Options, present: Alternative | undefined): boolean => {
  if (!present || (priority !== undefined && present.priority !== priority)) return true
  return subcommands !== undefined && !sameSubcommands(present.subcommands, subcommands)
}

const sameSubcommands = (a: readonly Subcommand[], b: readonly Subcommand[]): boolean => {
  const has = (all: readonly Subcommand[], one: Subcommand): boolean =>
    all.some(({ name, path: target, link }) => name === one.name && target === one.path && link === one.link)
  return a.every((one) => has(b, one)) && b.every((one) => has(a, one))
}

const priorityOf = ({ priority, path: target }: Options, { choices }: Alternatives): number =>
  priority ?? choices.get(target)?.priority ?? 50

const installed = (options: Options, known: Alternatives): Alternatives => {
  const subcommands = options.subcommands ?? known.choices.get(options.path)?.subcommands ?? []
  const choices = new Map(known.choices).set(options.path, { priority: priorityOf(options, known), subcommands })
  const after = { ...known, choices, link: options.link ?? known.link, mode: known.mode ?? 'auto' } as const
  return after.mode === 'auto' ? { ...after, current: best(after) } : after
}

/** What is chosen by itself. */
const best = ({ choices }: Alternatives): string | undefined =>
  [...choices].sort(([, a], [, b]) => b.priority - a.priority)[0]?.[0]

const installation = (options: Options, known: Alternatives, there: boolean): Step => {
  const { name, path: target, subcommands = [] } = options
  const link = options.link ?? known.link
  if (!there) throw new ModuleFailure(`Specified path ${target} does not exist`)
  if (link === undefined) {
    throw new ModuleFailure('Needed to install the alternative, but unable to do so as we are missing the link')
  }
  const slaves = subcommands.flatMap((one) => ['--slave', one.link ?? '', one.name, one.path])
  const words = ['--install', link, name, target, String(priorityOf(options, known)), ...slaves]
  const message = `Install alternative '${target}' for '${name}'.`
  return step(options, { message, words, known, after: installed(options, known) })
}

const removal = (options: Options, known: Alternatives): Step => {
  const { name, path: target } = options
  const choices = new Map(known.choices)
  choices.delete(target)
  const chosen = known.current === target ? best({ ...known, choices }) : known.current
  const after = { ...known, choices, current: chosen, link: choices.size > 0 ? known.link : undefined }
  return step(options, {
    message: `Remove alternative '${target}' from '${name}'.`,
    words: ['--remove', name, target],
    known,
    after,
  })
}

interface StepParts {
  readonly message: string
  readonly words: readonly string[]
  readonly known: Alternatives
  readonly after: Alternatives
}

const step = (options: Options, { message, words, known, after }: StepParts): Step => ({
  message,
  change: change({
    summary: message,
    commands: [sh`PATH=$PATH:/usr/sbin:/sbin LC_ALL=C update-alternatives ${words}`],
    effects: [{ kind: 'named', type: 'alternatives', name: options.name, value: after }],
    diff: { before: described(options, known), after: described(options, after) },
  }),
})

const described = ({ path: target }: Options, { choices, link, current }: Alternatives): Dict => {
  const present = choices.get(target)
  if (!present) return dict({ state: 'absent' })
  const subcommands = present.subcommands.map((one): Value => dict({ ...one }))
  return dict({
    state: current === target ? 'selected' : 'present',
    path: target,
    priority: present.priority,
    link,
    ...(subcommands.length > 0 ? { subcommands } : {}),
  })
}
