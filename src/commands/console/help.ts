import { loadModule, moduleNames } from '../../modules/registry.ts'
import { moduleNameOf } from '../../playbook/modules/module-names.ts'
import { consoleCommands } from './commands.ts'
import type { Session } from './session.ts'

/** Commands that the conversation itself knows. */
const own: Readonly<Record<string, string>> = {
  exit: 'Leave the console.',
  help: 'Tell what a command or a module does.',
  shell: 'Run a command line on the hosts, as `!` and any line that names no module do.',
}

/** All names that `help` can tell of. */
export const helpTopics = (): readonly string[] =>
  [...new Set([...consoleCommands.keys(), ...Object.keys(own), ...moduleNames()])].sort()

/** Tells of a command or a module; without a topic what there is. */
export const tellHelp = async ({ print, error }: Session, topic: string): Promise<void> => {
  if (topic === '') return overview(print)
  const command = consoleCommands.get(topic)
  if (command) {
    print(command.help)
    if (command.usage !== undefined) print(`Usage: ${command.usage}`)
    return
  }
  if (Object.hasOwn(own, topic)) return print(own[topic]!)
  const module = await loadModule(moduleNameOf(topic))
  if (!module) return error(`${topic} is not a valid command, use ? to list all valid commands.`)
  print(module.summary)
  print('Parameters:')
  for (const [name, { help }] of Object.entries(module.options))
    if (!name.startsWith('_')) print(`  ${name} ${help ?? ''}`.trimEnd())
}

const overview = (print: Session['print']): void => {
  print('Commands (help COMMAND tells more):')
  for (const line of columns([...consoleCommands.keys(), ...Object.keys(own)].sort())) print(line)
  print('Modules (help MODULE tells the options):')
  for (const line of columns([...moduleNames()].sort())) print(line)
}

const WIDTH = 78

/** Names side by side. */
const columns = (names: readonly string[]): string[] => {
  const width = Math.max(...names.map((name) => name.length)) + 2
  const count = Math.max(1, Math.floor(WIDTH / width))
  const lines: string[] = []
  for (let at = 0; at < names.length; at += count) {
    const row = names.slice(at, at + count).map((name) => name.padEnd(width))
    lines.push(`  ${row.join('').trimEnd()}`)
  }
  return lines
}
