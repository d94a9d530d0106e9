import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer } from '../remote/answer.ts'
import { type ShellScript, sh } from '../remote/sh.ts'
import { dict } from '../values.ts'
import { type ActionContext, type ActionResult, defineAction } from './kit/action.ts'
import { ModuleFailure } from './kit/change.ts'
import { int, list, str } from './kit/option.ts'

interface Options {
  readonly boot_time_command: string
  readonly connect_timeout: number | undefined
  readonly msg: string
  readonly post_reboot_delay: number
  readonly pre_reboot_delay: number
  readonly reboot_command: string | undefined
  readonly reboot_timeout: number
  readonly search_paths: readonly string[]
  readonly test_command: string
}

type Context = ActionContext<Options>

/** Reboots a host and waits until it is back. */
export default defineAction({
  name: 'reboot',
  summary: 'Reboot a host and wait until it is back.',
  options: {
    boot_time_command: str({
      default: 'cat /proc/sys/kernel/random/boot_id',
      help: 'A command whose output differs after a boot.',
    }),
    connect_timeout: int({ aliases: ['connect_timeout_sec'], help: 'Seconds to wait for an answer to each attempt.' }),
    msg: str({ default: 'Reboot initiated by Ansible', help: 'What users are told.' }),
    post_reboot_delay: int({
      default: 0,
      aliases: ['post_reboot_delay_sec'],
      help: 'Seconds to wait before the first attempt.',
    }),
    pre_reboot_delay: int({ default: 0, aliases: ['pre_reboot_delay_sec'], help: 'Seconds until the reboot begins.' }),
    reboot_command: str({ help: 'The command that reboots.' }),
    reboot_timeout: int({ default: 600, aliases: ['reboot_timeout_sec'], help: 'Seconds to wait for the host.' }),
    search_paths: list(str(), {
      default: ['/sbin', '/bin', '/usr/sbin', '/usr/bin', '/usr/local/sbin'],
      help: 'Where shutdown is looked for.',
    }),
    test_command: str({ default: 'whoami', help: 'A command that must succeed on the host when it is back.' }),
  },
  run: (context) => reboot(context),
  dryRun: (context) => {
    refuseLocal(context)
    return { result: dict({ changed: true, elapsed: 0, rebooted: true }) }
  },
})

const reboot = async (context: Context): Promise<ActionResult> => {
  refuseLocal(context)
  const { options, signal } = context
  const before = await bootTime(context)
  const start = Date.now()
  await shutDown(context)
  await sleep(options.post_reboot_delay * 1000, undefined, { signal })
  const failure = await waitForBoot(context, before)
  const elapsed = Math.floor((Date.now() - start) / 1000)
  if (failure) return { result: dict({ changed: true, failed: true, rebooted: true, elapsed, msg: failure }) }
  return { result: dict({ changed: true, rebooted: true, elapsed }) }
}

const refuseLocal = ({ variables, host }: Context): void => {
  const connection = variables.get('ansible_connection')
  if (connection === 'local' || (connection === undefined && host === 'localhost')) {
    throw new ModuleFailure(
      'Running reboot with local connection would reboot the control node.',
      dict({ changed: false, elapsed: 0, rebooted: false }),
    )
  }
}

const commandLine = (command: string): ShellScript => sh`exec /bin/sh -c ${command}`

const bootTime = async ({ remote, options, signal }: Context): Promise<string> => {
  const [answer] = await remote.exchange([{ script: commandLine(options.boot_time_command) }], {
    signal,
    timeout: options.connect_timeout,
  })
  if (answer?.status === 0) return answer.stdout.toString().trim()
  throw new ModuleFailure(`reboot: failed to get host boot time info: ${answer?.stderr.toString().trim()}`)
}

/** The connection may well be gone before the command has told its status: that is no failure. */
const shutDown = async ({ remote, options, signal }: Context): Promise<void> => {
  let answer: Answer | undefined
  try {
    ;[answer] = await remote.exchange([{ script: shutdownScript(options) }], { signal, timeout: 60 })
  } catch {
    signal.throwIfAborted()
    return
  }
  if (!answer || answer.status === 0 || answer.status >= 124) return
  const { stdout, stderr } = { stdout: answer.stdout.toString(), stderr: answer.stderr.toString() }
  throw new ModuleFailure(
    `Reboot command failed. Error was: '${stdout.trim()}, ${stderr.trim()}'`,
    dict({ rebooted: false, elapsed: 0 }),
  )
}

const shutdownScript = ({ reboot_command, search_paths, pre_reboot_delay, msg }: Options): ShellScript => {
  const paths = sh`PATH=${search_paths.join(':')}:$PATH; export PATH`
  if (reboot_command !== undefined) return sh`${paths}; ${commandLine(reboot_command)}`
  return sh`${paths}
if command -v shutdown >/dev/null 2>&1; then exec shutdown -r ${Math.floor(pre_reboot_delay / 60)} ${msg}
elif command -v reboot >/dev/null 2>&1; then sleep ${pre_reboot_delay}; exec reboot
else echo 'there is no shutdown on the host' >&2; exit 1; fi`
}

/** Why the host did not come back; `undefined` when it did. */
const waitForBoot = async (context: Context, before: string): Promise<string | undefined> => {
  const { options, signal } = context
  const end = Date.now() + options.reboot_timeout * 1000
  let reason = 'the host has not been rebooted yet'
  for (let pause = 500; ; pause = Math.min(pause * 1.5, 5000)) {
    try {
      if ((await bootTime(context)) !== before) return await test(context)
      reason = 'the host has not been rebooted yet'
    } catch (error) {
      signal.throwIfAborted()
      reason = (error as Error).message
    }
    if (Date.now() >= end)
      return `Timed out waiting for last boot time check (timeout=${options.reboot_timeout}): ${reason}`
    await sleep(pause, undefined, { signal })
  }
}

const test = async ({ remote, options, signal }: Context): Promise<undefined> => {
  const [answer] = await remote.exchange([{ script: commandLine(options.test_command) }], { signal })
  if (answer?.status === 0) return undefined
  throw new ModuleFailure(
    `Test command failed: ${answer?.stderr.toString().trim()} ${answer?.stdout.toString().trim()}`,
  )
}
