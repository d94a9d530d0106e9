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
import { laterDefinitions } from './explain/later-definitions.ts'
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
    surroundings.terminal.print(explain(opened, { host, variable, playbook }))
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

const explain = (opened: OpenedRun, question: Question): string => {
  const { run, inventory } = opened
  const { host, variable, playbook } = question
  if (!findHost(inventory, host)) {
    const hint = didYouMean(host, inventory.hosts.keys())
    throw new UserError({ message: `the inventory has no host "${host}"`, hint }, 1)
  }
  if (playbook === undefined) return oneText(opened, { host }, variable)
  const plays = parsePlaybook(opened.project, playbook).plays.flatMap((play) => {
    const place: Place = { play: hostlessPlay(play, { load: run.loadSync, templar: run.templar }), host }
    const pattern = run.templar({ play: place.play }).evaluate(play.hosts)
    if (!run.hosts.match(hostPatterns(pattern)).includes(host)) return []
    const { file, line } = play.position
    const later = laterDefinitions(play, variable)
    return [
      `PLAY ${file}:${line}\n${oneText(opened, place, variable, later.length > 0)}${later.map((one) => `${one}\n`).join('')}`,
    ]
  })
  if (plays.length > 0) return plays.join('\n')
  throw new UserError({ message: `no play of ${playbook} runs on "${host}"` }, 1)
}

const oneText = ({ run }: OpenedRun, place: Place, variable: string, isSetLater = false): string => {
  const scope: LayeredScope = run.variables.scope(place)
  const definitions = scope.definitions(variable)
  if (definitions.length > 0) {
    const head = `${variable} = ${evaluated(run.templar(place), variable)}\n`
    return `${head}\n${explanationText(variable, definitions)}`
  }
  if (isSetLater) return `${variable} is not defined before the play runs\n\n`
  const hint = didYouMean(variable, scope.names())
  throw new UserError({ message: `"${variable}" is not defined for "${place.host}"`, hint }, 1)
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
