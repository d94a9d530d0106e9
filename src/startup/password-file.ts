/** Passwords from files, and which passwords to ask for. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { PasswordOptions } from '../commands/terminal.ts'
import type { Config } from '../config/config.ts'
import { UserError } from '../errors.ts'
import { isExecutable } from '../util/accessible.ts'
import { expandHome } from '../util/expand-home.ts'
import { Secret } from '../values.ts'

/**
 * The password that a file holds, or that it prints where it is a program; `-` is standard input.
 *
 * @throws UserError when there is none.
 */
export const readPasswordFile = (file: string): Secret => {
  const text = (file === '-' ? readFileSync(0, 'utf8') : contentOf(resolve(expandHome(file)))).trim()
  if (text === '') throw new UserError({ message: `Empty password was provided from file (${file})` }, 1)
  return new Secret(text)
}

/** What to ask for, by the command line and the configuration. */
export const passwordOptions = (options: PasswordOptions, config: Config): PasswordOptions => {
  const askPass = options.askPass || config.flag('DEFAULT_ASK_PASS')
  const askBecomePass = options.askBecomePass || config.flag('DEFAULT_BECOME_ASK_PASS')
  const fromFile = (name: 'CONNECTION_PASSWORD_FILE' | 'BECOME_PASSWORD_FILE'): Secret | undefined => {
    const file = config.text(name)
    return file === undefined ? undefined : readPasswordFile(file)
  }
  return {
    askPass,
    askBecomePass,
    connectionPassword: options.connectionPassword ?? (askPass ? undefined : fromFile('CONNECTION_PASSWORD_FILE')),
    becomePassword: options.becomePassword ?? (askBecomePass ? undefined : fromFile('BECOME_PASSWORD_FILE')),
  }
}

const contentOf = (path: string): string => {
  try {
    return isExecutable(path) ? execFileSync(path, { encoding: 'utf8' }) : readFileSync(path, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const problem =
      code === 'ENOENT'
        ? `The password file ${path} was not found`
        : `Could not read password file ${path}: ${message.split('\n')[0]}`
    throw new UserError({ message: problem }, 1)
  }
}
