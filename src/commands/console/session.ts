/** What a person at the console has chosen so far: hosts, identity, modes. */
import type { Play } from '../../playbook/types.ts'
import type { OpenedRun } from '../../startup/open-run.ts'

/** All that console commands may change. */
export interface Choices {
  /** The pattern of the hosts that tasks run on. */
  pattern: string
  remoteUser: string | undefined
  become: boolean
  becomeUser: string | undefined
  becomeMethod: string | undefined
  check: boolean
  diff: boolean
  forks: number
  verbosity: number
  /** Seconds for a task; 0 for no limit. */
  timeout: number
  /** Collections whose modules go by their short names. */
  collections: readonly string[]
}

/** A conversation at the console. */
export interface Session {
  readonly choices: Choices
  readonly opened: OpenedRun
  /** The hosts that the console was opened for. */
  readonly hosts: readonly string[]
  /** Who is logged in where nobody else is named. */
  readonly user: string
  readonly print: (line: string) => void
  readonly error: (message: string) => void
  /** Tells what is shown with `-v`. */
  readonly detail: (message: string) => void
}

/** The hosts that tasks run on now. */
export const selectedHosts = ({ opened, choices }: Session): readonly string[] =>
  opened.run.hosts.match(choices.pattern)

/** Who, where, how many at a time, and `#` for the superuser. */
export const promptText = (session: Session): string => {
  const { remoteUser, pattern, forks } = session.choices
  const place = `${remoteUser ?? session.user}@${pattern} (${selectedHosts(session).length})[f:${forks}]`
  return `${place}${isSuperuser(session.choices) ? '#' : '$'} `
}

/** True when tasks run as root. */
export const isSuperuser = ({ become, becomeUser }: Pick<Choices, 'become' | 'becomeUser'>): boolean =>
  become && (becomeUser === undefined || becomeUser === 'root')

/** The play's keywords that the choices stand for. */
export const playKeywords = (choices: Choices): Partial<Record<keyof Play, string | boolean | readonly string[]>> => ({
  ...(choices.remoteUser !== undefined && { remote_user: choices.remoteUser }),
  ...(choices.becomeUser !== undefined && { become_user: choices.becomeUser }),
  ...(choices.becomeMethod !== undefined && { become_method: choices.becomeMethod }),
  ...(choices.collections.length > 0 && { collections: choices.collections }),
  become: choices.become,
  check_mode: choices.check,
  diff: choices.diff,
})
