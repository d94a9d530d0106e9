/** What every connection plugin gives: processes on a host, and their bytes. */
import type { Secret } from '../values.ts'

/** A way to a host. It moves bytes and knows nothing of become, modules or playbooks. */
export interface Connection {
  /** For messages: `deploy@web1:22`. */
  readonly address: string
  /** Starts a command line under the host's shell, without a terminal. Rejects with {@link Unreachable}. */
  open(command: string): Promise<Channel>
  /** Ends the connection and all its channels. Never rejects. */
  close(): Promise<void>
  /** Settles, once, when the connection has ended for whatever reason. */
  readonly ended: Promise<Unreachable>
}

/** A running process on a host. */
export interface Channel {
  /** Sends bytes to its standard input; resolves when more may be sent. */
  write(bytes: Buffer): Promise<void>
  /** Closes its standard input. */
  end(): void
  /** Its output from now on, in order. While a promise that a listener gave is pending, no more is read (backpressure). */
  onStdout(listener: OutputListener): void
  onStderr(listener: OutputListener): void
  /** How it ended. Rejects with {@link Unreachable} when the connection died first. */
  readonly exit: Promise<ExitStatus>
  /** Ends it, whatever it does. */
  kill(): void
}

/** Receives a part of a process's output. */
export type OutputListener = (chunk: Buffer) => void | Promise<void>

/** How a process ended: its exit status, 128 + number for a signal. */
export interface ExitStatus {
  readonly status: number
  readonly signal?: string
}

/** A host that can't be reached, or no longer: a failure of the host, not a bug and not a mistake in a playbook. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

/** The host is there, but opens no further channel on this connection (sshd's `MaxSessions`). */
export class ChannelRefused extends Error {
  override readonly name = 'ChannelRefused'
}

/** Everything a connection needs to know, already resolved. */
export type ConnectionSettings = SshSettings | LocalSettings | DockerSettings

/** `ssh` is ssh2; `openssh` is the system's client, for what ssh2 lacks. */
export interface SshSettings {
  readonly transport: 'ssh' | 'openssh'
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password?: Secret | undefined
  /** What a prompt must hold for the password to be given (`sshpass_prompt`); any will do where absent. */
  readonly passwordPrompt?: string | undefined
  /** Private keys to try, in order; the first that does not exist is passed over unless it is the only one. */
  readonly privateKeyFiles: readonly string[]
  readonly passphrase?: Secret | undefined
  /** Path of an agent's socket. */
  readonly agent?: string | undefined
  /** Lets the host's programs use the agent. */
  readonly forwardAgent?: boolean | undefined
  /** `yes`: only known keys; `accept-new`: an unknown host's key is noted; `no`: any key, with a warning by the caller. */
  readonly hostKeyChecking: 'yes' | 'accept-new' | 'no'
  readonly knownHostsFiles: readonly string[]
  /** The name to look up in known_hosts instead of the address (HostKeyAlias). */
  readonly hostKeyAlias?: string | undefined
  /** Seconds until a connection attempt is given up. */
  readonly connectTimeout: number
  /** How often connecting is tried again, after longer and longer pauses; never where absent. */
  readonly retries?: number | undefined
  /** Seconds between keepalives; 0 for none. */
  readonly keepaliveInterval: number
  readonly proxyCommand?: string | undefined
  /** Hosts to go through, outermost first. */
  readonly proxyJump?: readonly SshSettings[] | undefined
  readonly compression?: boolean | undefined
  /** Options for the system's client, as they were given; only `openssh` uses them. */
  readonly extraArguments?: readonly string[] | undefined
  /** Of those, what `ssh` can't honour, for a warning. */
  readonly unhonoured?: readonly string[] | undefined
  /** Words among them that are no options, with which no host can be reached. */
  readonly strays?: readonly string[] | undefined
}

export interface LocalSettings {
  readonly transport: 'local'
  /** Where its shells start; the process's own directory unless told. */
  readonly directory?: string | undefined
}

/** A container, by name or id, entered with `docker exec`. */
export interface DockerSettings {
  readonly transport: 'docker'
  readonly container: string
  readonly user?: string | undefined
}
