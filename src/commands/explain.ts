/** `runbook explain HOST VARIABLE [playbook]`: the value a variable has, where from, and what it hides. */
import { dirname, resolve } from 'node:path'
import type { Command } from 'commander'
import { UserError } from '../errors.ts'
import { findHost } from '../inventory/inventory.ts'
import { hostPatterns } from '../playbook/names.ts'
import { parsePlaybook } from '../playbook/plays/playbook.ts'
import type { OpenedRun, Surroundings } from '../startup/open-run.ts'
import type { Templar } from '../templating/templar.ts'
import { didYouMean } from '../util/suggest.ts'
import { Undefined } from '../values.ts'
import { hostlessPlay } from '../vars/hostless-place.ts'
import type { LayeredScope } from '../vars/layered-scope.ts'
import type { Place } from '../vars/variables.ts'
import { chooseOutput } from './choose-output.ts'
import { type LaterDefinitions, laterDefinitions } from './explain/later-definitions.ts'
import { explanationText, valueText } from './explain/text.ts'
import { extraVarsOption, inventoryOptions, newCommand, playbookDirOption, vaultOptions } from './options/groups.ts'
import { parseArguments } from './options/parse-arguments.ts'
import { inPlaybookDir, runOptions, text } from './options/run-options.ts'
import { withReporting } from './with-reporting.ts'

/** Explains a variable and gives the exit status: 1 when it is not defined. */
export const explainCommand = async (args: readonly string[]): Promise<number> => {
  const parsed = parseArguments(explainOptions(), args)
  if (!parsed) return 0
  const [host, variable, playbook] = parsed.args as [string, string, string | undefined]
  const folder = playbook === undefined ? (text(parsed.given, 'playbookDir') ?? '.') : dirname(playbook)
  const options = runOptions(parsed.given, resolve(folder))
  const work = async (surroundings: Surroundings): Promise<number> => {
    const { openRun } = await import('../startup/open-run.ts')
    const found = playbook === undefined ? inPlaybookDir(options, parsed.given, surroundings.config) : options
    const opened = await openRun(found, surroundings)
    surroundings.terminal.print(await explain(opened, { host, variable, playbook }))
    return 0
  }
  return withReporting(options, work, (config) => chooseOutput({ ...options, output: 'plain' }, config, false))
}

const explainOptions = (): Command => {
  const command = newCommand(
    'runbook explain',
    '[options] <host> <variable> [playbook]',
    'Tells the value of a variable for a host: which definition wins, and which it hides.',
  )
    .argument('<host>', 'a host of the inventory')
    .argument('<variable>', 'the name of the variable')
    .argument('[playbook]', 'with the variables of the plays of this playbook')
  inventoryOptions(command)
  return vaultOptions(playbookDirOption(extraVarsOption(command)))
}

interface Question {
  readonly host: string
  readonly variable: string
  readonly playbook: string | undefined
}

const explain = async (opened: OpenedRun, question: Question): Promise<string> => {
  const { run, inventory } = opened
  const { host, variable, playbook } = question
  if (!findHost(inventory, host)) {
    const hint = didYouMean(host, inventory.hosts.keys())
    throw new UserError({ message: `the inventory has no host "${host}"`, hint }, 1)
  }
  if (playbook === undefined) {
    const text = textOf(opened, { host }, variable)
    if (text !== undefined) return text
    throw undefinedFor(host, variable, run.variables.scope({ host }).names())
  }
  const plays: string[] = []
  const names = new Set<string>()
  let runs = false
  for (const written of parsePlaybook(opened.project, playbook).plays) {
    const play = hostlessPlay(written, { load: run.loadSync, templar: run.templar })
    const pattern = run.templar({ play }).evaluate(written.hosts)
    if (!run.hosts.match(hostPatterns(pattern)).includes(host)) continue
    const { file, line } = written.position
    const later = await laterDefinitions({ run, project: opened.project, play, host, name: variable })
    const text = textOf(opened, { play, host }, variable, later)
    if (text !== undefined) plays.push(`PLAY ${file}:${line}\n${text}`)
    for (const name of run.variables.scope({ play, host }).names()) names.add(name)
    runs = true
  }
  if (plays.length > 0) return plays.join('\n')
  if (runs) throw undefinedFor(host, variable, names)
  throw new UserError({ message: `no play of ${playbook} runs on "${host}"` }, 1)
}

const undefinedFor = (host: string, variable: string, names: Iterable<string>): UserError =>
  new UserError({ message: `"${variable}" is not defined for "${host}"`, hint: didYouMean(variable, names) }, 1)

/** What is known of the variable in one place; `undefined` when nothing is. */
const textOf = ({ run }: OpenedRun, place: Place, variable: string, later?: LaterDefinitions): string | undefined => {
  const scope: LayeredScope = run.variables.scope(place)
  const definitions = scope.definitions(variable)
  if (definitions.length > 0) {
    const head = `${variable} = ${evaluated(run.templar(place), variable)}\n`
    return `${head}\n${explanationText(variable, definitions, later)}`
  }
  if (later && later.found.length > 0)
    return `${variable} is not defined before the play runs\n\n${explanationText(variable, [], later)}`
  return undefined
}

/** The value, or why it has none. */
const evaluated = (templar: Templar, variable: string): string => {
  try {
    const value = templar.variable(variable)
    return value instanceof Undefined ? `(${value.message})` : valueText(value)
  } catch (error) {
    if (error instanceof UserError) return `(${error.message})`
    throw error
  }
}
