import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'

/** The path with `~` or `~user` at its start as a home directory; it stays where there is no such user. */
export const expandHome = (path: string): string =>
  path.replace(/^~([^/]*)(?=\/|$)/, (written, user: string) => (user === '' ? homedir() : homeOf(user)) ?? written)

const homeOf = (user: string): string | undefined =>
  users()
    .map((line) => line.split(':'))
    .find(([name]) => name === user)?.[5]

const users = (): readonly string[] => {
  try {
    return readFileSync('/etc/passwd', 'utf8').split('\n')
  } catch {
    return []
  }
}
