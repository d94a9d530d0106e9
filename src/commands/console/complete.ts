import { loadModule } from '../../modules/registry.ts'
import { moduleNameOf } from '../../playbook/modules/module-names.ts'
import { consoleCommands } from './commands.ts'
import { helpTopics } from './help.ts'
import type { Session } from './session.ts'

/** What may be at the end of a line, and the text there that it would take the place of. */
export const complete = async (session: Session, line: string): Promise<[string[], string]> => {
  const [, first = '', rest] = /^\s*(\S*)(?:\s+([\s\S]*))?$/.exec(line)!
  if (rest === undefined) return matching(helpTopics(), first)
  const command = consoleCommands.get(first)
  if (command) return matching(command.words?.(session) ?? [], rest)
  if (first === 'help') return matching(helpTopics(), rest)
  const word = /\S*$/.exec(rest)![0]
  const module = await loadModule(moduleNameOf(first))
  return matching(module ? Object.keys(module.options).map((name) => `${name}=`) : [], word)
}

const matching = (words: readonly string[], start: string): [string[], string] => [
  words.filter((word) => word.startsWith(start)),
  start,
]
