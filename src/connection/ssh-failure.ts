/** Why an SSH connection could not be made, in the words that users of OpenSSH know. */
import type { SshSettings } from './connection.ts'

/** What is known of a failed attempt. */
export interface FailedAttempt {
  readonly settings: SshSettings
  readonly error: Error & { readonly level?: string; readonly code?: string | number }
  /** Why the host's key was refused, if it was. */
  readonly hostKey?: string | undefined
  /** What was tried to log in. */
  readonly tried: string
  /** What the server accepts. */
  readonly accepted: readonly string[]
  /** False while the network connection itself was not up. */
  readonly connected: boolean
  /** True when all was up, and a way to log in was tried. */
  readonly loggingIn: boolean
}

/** One sentence that names the cause. */
export const sshFailure = (attempt: FailedAttempt): string => `Failed to connect to the host via ssh: ${cause(attempt)}`

const cause = ({ settings, error, hostKey, tried, accepted, connected, loggingIn }: FailedAttempt): string => {
  const { host, port, user, connectTimeout } = settings
  if (hostKey !== undefined) return hostKey
  if (error.level === 'client-authentication')
    return `${user}@${host}: Permission denied (${accepted.join(',') || 'no method'}); ${tried}`
  if (error.level === 'client-timeout' && loggingIn)
    return `${user}@${host}: not logged in within ${connectTimeout} seconds; ${tried}`
  if (error.level === 'client-timeout')
    return connected
      ? `${host} port ${port} accepts connections, but did not finish the SSH handshake within ${connectTimeout} seconds`
      : `ssh: connect to host ${host} port ${port}: Connection timed out after ${connectTimeout} seconds`
  if (/no matching/i.test(error.message))
    return `${host} port ${port}: ${error.message}; OpenSSH's client may support more: set ansible_connection to openssh`
  if (connected) return `${host} port ${port}: ${networkWords(error)}`
  if (error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN')
    return `ssh: Could not resolve hostname ${host}: ${error.code === 'ENOTFOUND' ? 'Name or service not known' : 'Temporary failure in name resolution'}`
  return `ssh: connect to host ${host} port ${port}: ${networkWords(error)}`
}

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Connection refused',
  ECONNRESET: 'Connection reset by peer',
  EHOSTUNREACH: 'No route to host',
  ENETUNREACH: 'Network is unreachable',
  ETIMEDOUT: 'Connection timed out',
  EPIPE: 'Broken pipe',
}

/** A network error in the system's usual words. */
export const networkWords = (error: Error & { readonly code?: string | number }): string => {
  const inner = error instanceof AggregateError ? (error.errors[0] as NodeJS.ErrnoException | undefined) : undefined
  const code = inner?.code ?? error.code
  return words[String(code)] ?? (inner?.message || error.message)
}
