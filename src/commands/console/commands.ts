/** The commands of the console itself; everything else it is given is a task. */
import { toBoolean } from '../../modules/kit/coerce.ts'
import { type Choices, type Session, selectedHosts } from './session.ts'

/** One command. */
export interface ConsoleCommand {
  readonly help: string
  readonly usage?: string
  /** What may follow it, for completion. */
  readonly words?: (session: Session) => readonly string[]
  readonly run: (session: Session, argument: string) => void
}

const yesOrNo = (): readonly string[] => ['yes', 'no']

const cd: ConsoleCommand = {
  help: 'Choose the hosts of the next tasks; without a pattern all of them.',
  usage: 'cd <group>|<host>|<host pattern>',
  words: (session) =>
    ['all', '*'].includes(session.choices.pattern)
      ? [...session.hosts, ...groupNames(session)]
      : selectedHosts(session),
  run: (session, argument) => {
    const { choices, opened } = session
    if (argument === '') choices.pattern = '*'
    else if (argument === '/' || argument === '*') choices.pattern = 'all'
    else if (opened.run.hosts.match(argument).length > 0) choices.pattern = argument
    else session.print('no host matched')
  },
}

const list: ConsoleCommand = {
  help: "List the chosen hosts, or with 'groups' the groups.",
  usage: 'list [groups]',
  words: () => ['groups'],
  run: (session, argument) => {
    if (argument === '') for (const host of selectedHosts(session)) session.print(host)
    else if (argument === 'groups') for (const group of groupNames(session)) session.print(group)
    else session.error('Invalid option passed to "list"')
  },
}

const groupNames = ({ opened }: Session): readonly string[] => [...opened.inventory.groups.keys()].sort()

const forks: ConsoleCommand = {
  help: 'Set how many hosts are worked on at a time.',
  usage: 'forks <number>',
  run: (session, argument) => {
    const number = Number(argument)
    if (argument === '') session.print('Usage: forks <number>')
    else if (!Number.isInteger(number)) session.error('Invalid argument for "forks"')
    else if (number < 1) session.print('forks must be greater than or equal to 1')
    else session.choices.forks = number
  },
}

const verbosity: ConsoleCommand = {
  help: 'Set how much is told: 1 for -v to 4 for -vvvv.',
  usage: 'verbosity <number>',
  run: (session, argument) => {
    if (argument === '') session.print('Usage: verbosity <number>')
    else if (!/^\d+$/.test(argument)) session.error(`The verbosity must be a valid integer: ${argument}`)
    else {
      session.choices.verbosity = Number(argument)
      session.detail(`verbosity level set to ${argument}`)
    }
  },
}

const timeout: ConsoleCommand = {
  help: 'Set after how many seconds a task is given up; 0 for never.',
  usage: 'timeout <seconds>',
  run: (session, argument) => {
    const seconds = Number(argument)
    if (argument === '') session.print('Usage: timeout <seconds>')
    else if (!Number.isInteger(seconds))
      session.error(`The timeout must be a valid positive integer, or 0 to disable: ${argument}`)
    else if (seconds < 0) session.error('The timeout must be greater than or equal to 1, use 0 to disable')
    else session.choices.timeout = seconds
  },
}

const become: ConsoleCommand = {
  help: 'Say whether tasks run as another user.',
  usage: 'become yes|no',
  words: yesOrNo,
  run: (session, argument) => {
    if (argument === '') return session.print('Please specify become value, e.g. `become yes`')
    session.choices.become = toBoolean(argument) === true
    session.detail(`become changed to ${pythonBoolean(session.choices.become)}`)
  },
}

/** `check` and `diff`. */
const mode = (key: 'check' | 'diff', name: string, help: string): ConsoleCommand => ({
  help,
  usage: `${key} yes|no`,
  words: yesOrNo,
  run: ({ choices, print, detail }, argument) => {
    if (argument === '') {
      print(`Please specify ${name} value, e.g. \`${key} yes\``)
      return detail(`${name} is currently ${pythonBoolean(choices[key])}`)
    }
    choices[key] = toBoolean(argument) === true
    print(`${name} changed to ${pythonBoolean(choices[key])}`)
  },
})

/** A command that sets a text. */
const setter = (
  key: keyof Pick<Choices, 'remoteUser' | 'becomeUser' | 'becomeMethod'>,
  { what, example, help }: { readonly what: string; readonly example: string; readonly help: string },
): ConsoleCommand => ({
  help,
  usage: example,
  run: ({ choices, print, detail }, argument) => {
    if (argument !== '') choices[key] = argument
    else {
      print(`Please specify a ${what}, e.g. \`${example}\``)
      detail(`Current ${what} is ${choices[key] ?? 'None'}`)
    }
  },
})

const collections: ConsoleCommand = {
  help: 'Set the collections whose modules go by their short names; none for the usual ones.',
  usage: 'collections <collection1>[, <collection2> ...]',
  run: ({ choices, detail }, argument) => {
    const names = ['', 'none', "''", '""'].includes(argument) ? [] : argument.split(',').map((name) => name.trim())
    choices.collections = names
    detail(
      names.length > 0
        ? `Collections name search is set to: ${names.join(', ')}`
        : 'Collections name search is using defaults',
    )
  },
}

const pythonBoolean = (value: boolean): string => (value ? 'True' : 'False')

/** All commands but `shell`, `help` and `exit`, which the conversation itself knows. */
export const consoleCommands: ReadonlyMap<string, ConsoleCommand> = new Map([
  ['become', become],
  [
    'become_method',
    setter('becomeMethod', {
      what: 'become_method',
      example: 'become_method su',
      help: 'Set how tasks become another user.',
    }),
  ],
  [
    'become_user',
    setter('becomeUser', {
      what: 'user',
      example: 'become_user jenkins',
      help: 'Set the user that tasks run as.',
    }),
  ],
  ['cd', cd],
  ['check', mode('check', 'check mode', 'Say whether tasks only tell what they would change.')],
  ['collections', collections],
  ['diff', mode('diff', 'diff mode', 'Say whether differences are shown.')],
  ['forks', forks],
  ['list', list],
  [
    'remote_user',
    setter('remoteUser', {
      what: 'remote user',
      example: 'remote_user root',
      help: 'Set the user to log in as.',
    }),
  ],
  ['serial', forks],
  ['timeout', timeout],
  ['verbosity', verbosity],
])
