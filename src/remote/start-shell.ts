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
  promptFailure,
  saysMissing,
  saysNoTerminal,
  withTerminal,
} from './become.ts'
import type { Link } from './link.ts'
import type { Become } from './remote-host.ts'

/** A `/bin/sh` that reads shell code from its standard input. */
export interface StartedShell {
  readonly channel: Channel
  /** The reason, from what was printed, when the shell ended before it ran anything; `undefined` where no reason is known. */
  whyNot?(words: string): Error
}

/** Starts `/bin/sh` as the login user, or through become. Rejects with Unreachable or BecomeFailure. */
export const startShell = async (link: Link, become: Become | undefined): Promise<StartedShell> => {
  if (!become) return { channel: await link.open('exec /bin/sh') }
  const marker = randomBytes(16).toString('hex')
  const plan = becomePlan(become, marker)
  if (plan.marker === undefined && !become.password)
    return { channel: await link.open(plan.command), whyNot: (words) => becomeFailure(become, words, false) }
  return { channel: await converse({ link, become, plan, marker }) }
}

interface Start {
  readonly link: Link
  readonly become: Become
  readonly plan: BecomePlan
  readonly marker: string
}

const converse = async ({ link, become, plan, marker }: Start): Promise<Channel> => {
  const command = plan.marker === undefined ? probing(plan, marker) : plan.command
  const first = await conversation(await link.open(command), { become, marker })
  if (typeof first !== 'string') return first
  const code = terminalCode({ become, plan, marker, words: first })
  if (code === undefined) throw becomeFailure(become, first, Boolean(become.password) && plan.marker !== undefined)
  const channel = await link.open('exec /bin/sh')
  void channel.write(Buffer.from(code))
  const second = await conversation(channel, { become, marker })
  if (typeof second === 'string') throw becomeFailure(become, second, true)
  return second
}

/** Without a password at first, since a password means a terminal. */
const probing = (plan: BecomePlan, marker: string): string => `${plan.command} -c 'echo ${marker}; exec /bin/sh'`

const terminalCode = ({ become, plan, marker, words }: Omit<Start, 'link'> & { words: string }): string | undefined => {
  if (saysNoTerminal(words)) return withTerminal(plan)
  return become.method === 'doas' && saysMissing(words) ? doasWithTerminal(become, marker) : undefined
}

interface Conversation {
  readonly become: Become
  readonly marker: string
}

/** Answers one prompt. Gives the channel once the marker has come, or the words with which the command ended. */
const conversation = async (channel: Channel, { become, marker }: Conversation): Promise<Channel | string> => {
  const outcome = deferred<Channel | string>()
  let answered = false
  let over = false
  const settle = (result: Channel | string) => {
    over = true
    outcome.resolve(result)
  }
  const fail = (error: Error) => {
    over = true
    outcome.reject(error)
    channel.kill()
  }
  const said = { stdout: '', stderr: '' }
  const hear = (stream: 'stdout' | 'stderr') => (chunk: Buffer) => {
    if (over) return
    said[stream] += chunk
    if (said.stdout.includes(marker)) return settle(channel)
    if (!isPrompt(said[stream])) return
    if (answered || !become.password) return fail(promptFailure(become))
    answered = true
    said[stream] = ''
    void channel.write(Buffer.from(`${become.password.reveal()}\n`))
  }
  channel.onStdout(hear('stdout'))
  channel.onStderr(hear('stderr'))
  channel.exit.then(() => {
    const words = `${said.stderr.trim()}\n${said.stdout.trim()}`.trim()
    if (answered) fail(becomeFailure(become, words, true))
    else settle(words)
  }, fail)
  return outcome.promise
}
