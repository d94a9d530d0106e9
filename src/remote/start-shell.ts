/** Starting a shell on a host, as whom. */
import { randomBytes } from 'node:crypto'
import type { Channel } from '../connection/connection.ts'
import { deferred } from '../util/deferred.ts'
import {
  type BecomePlan,
  becomeFailure,
  becomePlan,
  doasWithTerminal,
  isPrompt,
  PasswordNeeded,
  promptFailure,
  withTerminal,
} from './become.ts'
import { BecomeFailure } from './failure.ts'
import type { Link } from './link.ts'
import type { Become } from './remote-host.ts'

/** A `/bin/sh` that reads shell code from its standard input. */
export interface StartedShell {
  readonly channel: Channel
  /** The reason, from what was printed, when the shell ended before it ran anything; `undefined` where no reason is known. */
  whyNot?(words: string): Error
}

/**
 * Starts `/bin/sh` as the login user, or through become. Rejects with Unreachable or BecomeFailure; with TerminalNeeded
 * where that would do, which is then to be given by `terminal`.
 */
export const startShell = async (link: Link, become: Become | undefined, terminal = false): Promise<StartedShell> => {
  if (!become) return { channel: await link.open('exec /bin/sh') }
  const start: Start = { link, become, terminal, marker: randomBytes(16).toString('hex') }
  const plan = becomePlan(become, start.marker)
  const whyNot = (words: string) => becomeFailure(become, words, false)
  if (plan.marker !== undefined) return { channel: await converse(plan.command, start) }
  if (become.password) return { channel: await probe(plan, start) }
  if (terminal) return { channel: await converse(announced(plan, start), start) }
  return { channel: await link.open(plan.command), whyNot }
}

interface Start {
  readonly link: Link
  readonly become: Become
  readonly terminal: boolean
  readonly marker: string
}

/** The plan's shell, printing the marker first. */
const announced = ({ command }: BecomePlan, { marker }: Start): string => `${command} -c 'echo ${marker}; exec /bin/sh'`

/** Tries without the password, since doas takes one from a terminal only. */
const probe = async (plan: BecomePlan, start: Start): Promise<Channel> => {
  const { become, marker, link } = start
  try {
    return await converse(announced(plan, start), start)
  } catch (error) {
    if (!(error instanceof PasswordNeeded)) throw error
  }
  return conversation(await openTyping(link, doasWithTerminal(become, marker)), start)
}

const converse = async (command: string, start: Start): Promise<Channel> => {
  const { link, terminal } = start
  const channel = terminal ? await openTyping(link, withTerminal(command)) : await link.open(command)
  return conversation(channel, start)
}

/** Opens a shell that runs some code first; it must have read all of it before it is sent more. */
const openTyping = async (link: Link, code: string): Promise<Channel> => {
  const channel = await link.open('exec /bin/sh')
  await channel.write(Buffer.from(code))
  return channel
}

/** Answers one prompt. Gives the channel once the marker has come. */
const conversation = async (channel: Channel, { become, marker }: Start): Promise<Channel> => {
  const outcome = deferred<Channel>()
  let answered = false
  let over = false
  const fail = (error: Error) => {
    over = true
    outcome.reject(error)
    channel.kill()
  }
  const said = { stdout: '', stderr: '' }
  const hear = (stream: 'stdout' | 'stderr') => (chunk: Buffer) => {
    if (over) return
    said[stream] += chunk
    if (said.stdout.includes(marker)) {
      over = true
      return outcome.resolve(channel)
    }
    if (!isPrompt(said[stream])) return
    if (answered || !become.password) return fail(promptFailure(become))
    answered = true
    said[stream] = ''
    void channel.write(Buffer.from(`${become.password.reveal()}\n`))
  }
  channel.onStdout(hear('stdout'))
  channel.onStderr(hear('stderr'))
  const words = () => `${said.stderr.trim()}\n${said.stdout.trim()}`.trim()
  channel.exit.then(() => fail(becomeFailure(become, words(), answered)), fail)
  const timer = setTimeout(() => fail(silent(become, words())), PATIENCE_MS)
  return outcome.promise.finally(() => clearTimeout(timer))
}

/** A directory service may take its time to check a password. */
const PATIENCE_MS = 60_000

const silent = ({ method }: Become, words: string): BecomeFailure =>
  new BecomeFailure(`${method} neither asked for a password nor went on within 60 seconds${words && `: ${words}`}`)
