/** Becoming another user: the command lines of sudo, su and doas, and what they say. */
import { BecomeFailure } from './failure.ts'
import type { Become } from './remote-host.ts'
import { quote } from './sh.ts'

/** How to get from the login user's shell to another user's. */
export interface BecomePlan {
  /** A command line that any login shell understands; it ends in `/bin/sh` reading its standard input. */
  readonly command: string
  /** Text that the new shell prints first. Absent where nothing is ever prompted for: then input may follow at once. */
  readonly marker?: string | undefined
}

/** True for the methods that there are. */
export const isBecomeMethod = (method: string): boolean => ['sudo', 'su', 'doas'].includes(method)

/** The plan for a become; `marker` is random text. Throws {@link BecomeFailure} for a method that is not known. */
export const becomePlan = (become: Become, marker: string): BecomePlan => {
  switch (become.method) {
    case 'sudo':
      return sudo(become, marker)
    case 'su':
      return su(become, marker)
    case 'doas':
      return doas(become)
    default:
      throw new BecomeFailure(`the become method "${become.method}" is not supported; there are sudo, su and doas`)
  }
}

/** The command line of a become, for people to read; it holds no password. */
export const becomeCommand = (become: Become): string =>
  becomePlan(become, 'BECOME-SUCCESS').command.slice('exec '.length)

const sudo = ({ exe, flags, user, password }: Become, marker: string): BecomePlan => {
  const given = flags ?? '-H -S -n'
  const program = exe ?? 'sudo'
  if (!password && isSilent(given)) return { command: `exec ${program} ${given} -u ${quote(user)} /bin/sh` }
  const reading = /(^|\s)(-[A-Za-z]*S|--stdin\b)/.test(given) ? '' : ' -S'
  const chosen = `${withoutSilence(given)}${reading} -p ${quote(sudoPrompt)}`
  return { command: `exec ${program} ${chosen} -u ${quote(user)} ${announcing(marker)}`, marker }
}

/** Unlike anything a login prints; that it ends with a colon makes it a prompt. */
const sudoPrompt = '[runbook] sudo password:'

const su = ({ exe, flags, user }: Become, marker: string): BecomePlan => ({
  command: `exec ${exe ?? 'su'} ${flags ?? ''} ${quote(user)} -c ${quote(announced(marker))}`,
  marker,
})

/** doas asks for a password on a terminal only, see {@link doasWithTerminal}; mostly it needs none. */
const doas = ({ exe, flags, user }: Become): BecomePlan => ({
  command: `exec ${exe ?? 'doas'} ${withoutSilence(flags ?? '')} -n -u ${quote(user)} /bin/sh`,
})

const announced = (marker: string): string => `echo ${marker}; exec /bin/sh`
const announcing = (marker: string): string => `/bin/sh -c ${quote(announced(marker))}`

const isSilent = (flags: string): boolean => /(^|\s)(-[A-Za-z]*n|--non-interactive\b)/.test(flags)

const withoutSilence = (flags: string): string =>
  flags
    .split(/\s+/)
    .filter((flag) => flag !== '-n' && flag !== '--non-interactive')
    .map((flag) => (/^-[A-Za-z]*n[A-Za-z]*$/.test(flag) ? flag.replace('n', '') : flag))
    .join(' ')

/**
 * True when the end of an output is a prompt: an unfinished line that ends with a colon, in any language. The start of a
 * message of the program itself (`su: `), which may come before its rest, is none.
 */
export const isPrompt = (output: string): boolean => {
  const line = output.slice(output.lastIndexOf('\n') + 1)
  return /[:：][ \t]*$/.test(line) && !/^\S*\b(sudo|su|doas|sh|bash|script): /.test(line)
}

/** The program wants a terminal, see {@link withTerminal}. */
export class TerminalNeeded extends BecomeFailure {}

/** The program wants the password, and has not been able to ask for it. */
export class PasswordNeeded extends BecomeFailure {}

/** True when the words say that a password was wrong. */
const saysWrong = (words: string): boolean =>
  /sorry, try again|incorrect password|authentication fail|authorization failed/i.test(words)

/** True when the words say that a password would be needed. */
const saysMissing = (words: string): boolean =>
  /password is required|a terminal is required|authentication required|authorization required/i.test(words)

/** True when the words say that there must be a terminal, though none is read from (`requiretty` in sudoers). */
const saysNoTerminal = (words: string): boolean => /must have a tty/i.test(words)

/** Why becoming the user did not work. `asked` tells that the password was sent. */
export const becomeFailure = (become: Become, words: string, asked: boolean): BecomeFailure => {
  const { method, user } = become
  const said = words.trim()
  if (saysNoTerminal(said)) return new TerminalNeeded(`can't become ${user} with ${method}: ${said}`)
  if (asked && (saysWrong(said) || said === '')) return new BecomeFailure(`Incorrect ${method} password`)
  if (become.password && !asked && saysMissing(said)) return new PasswordNeeded(`Missing ${method} password`)
  if (!become.password && (saysMissing(said) || saysWrong(said))) return new BecomeFailure(`Missing ${method} password`)
  return new BecomeFailure(`can't become ${user} with ${method}: ${said || 'it gave no reason'}`, words)
}

/** The failure of a prompt that can't be answered: there is no password, or it was wrong. */
export const promptFailure = ({ method, password }: Become): BecomeFailure =>
  new BecomeFailure(password ? `Incorrect ${method} password` : `Missing ${method} password`)

/**
 * Shell code that gives a plan's command a terminal, as `requiretty` in sudoers asks for: `script` makes one, and the
 * command's own streams stay those of the channel.
 */
export const withTerminal = (command: string): string =>
  `exec 3<&0 4>&1 5>&2\n${scriptCommand(command)} </dev/null >&5 2>&5\nexit\n`

/** Shell code for doas with a password: one line of the shell's input is typed on the terminal that doas asks on. */
export const doasWithTerminal = ({ exe, flags, user }: Become, marker: string): string => {
  const command = `exec ${exe ?? 'doas'} ${flags ?? ''} -u ${quote(user)} ${announcing(marker)}`
  const type = `{ IFS= read -r p <&3; printf '%s\\n' "$p"; }`
  return `exec 3<&0 4>&1 5>&2\n${type} | ${scriptCommand(command)} >&5 2>&5\nexit\n`
}

const scriptCommand = (command: string): string =>
  `script -qec ${quote(`${command} <&3 >&4 2>&5 3<&- 4>&- 5>&-`)} /dev/null`
