/** What a line at the console asks for. */

export type Line =
  | { readonly kind: 'nothing' | 'exit' }
  | { readonly kind: 'help'; readonly topic: string }
  | { readonly kind: 'command'; readonly name: string; readonly argument: string }
  | { readonly kind: 'task'; readonly module: string; readonly args: string }

/** What names mean there. */
export interface Names {
  readonly isCommand: (name: string) => boolean
  readonly isModule: (name: string) => boolean
}

/** Reads a line: a command, `MODULE args`, `!command line` or a command line for the shell. */
export const readLine = (text: string, { isCommand, isModule }: Names): Line => {
  const line = text.trim()
  if (line === '' || line.startsWith('#')) return { kind: 'nothing' }
  if (line.startsWith('!')) return shell(line.slice(1).trim())
  if (line.startsWith('?')) return { kind: 'help', topic: line.slice(1).trim() }
  const [, name = '', argument = ''] = /^(\S+)\s*([\s\S]*)$/.exec(line)!
  if (name === 'exit' || name === 'EOF') return { kind: 'exit' }
  if (name === 'help') return { kind: 'help', topic: argument }
  if (isCommand(name)) return { kind: 'command', name, argument }
  if (name === 'shell') return shell(argument)
  return isModule(name) ? { kind: 'task', module: name, args: argument } : shell(line)
}

const shell = (args: string): Line => (args === '' ? { kind: 'nothing' } : { kind: 'task', module: 'shell', args })
