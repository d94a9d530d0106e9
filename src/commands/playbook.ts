/** `runbook -i hosts site.yml`: options as ansible-playbook has them. */

import { readFileSync } from 'node:fs'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { Config } from '../config/config.ts'
import { UserError } from '../errors.ts'
import type { RunOptions } from '../startup/run-options.ts'
import { Secret } from '../values.ts'
import { writtenOut } from './long-options.ts'
import { onInterrupt } from './on-interrupt.ts'
import { openReporter } from './open-reporter.ts'
import { openTerminal } from './terminal.ts'

/** Runs playbooks and gives the exit status. */
export const playbookCommand = async (args: readonly string[]): Promise<number> => {
  const options = parsePlaybookArguments(args)
  if (options === undefined) return 0
  const early: string[] = []
  const config = new Config(process.env, process.cwd(), (message) => early.push(message))
  const reporting = await openReporter(options, config)
  const terminal = openTerminal(() => reporting.reporter)
  const interruption = onInterrupt()
  try {
    for (const message of early) reporting.emit({ type: 'notice', level: 'warning', message })
    const { runPlaybook } = await import('../run-playbook.ts')
    const status = await runPlaybook(options, { config, terminal, emit: reporting.emit, signal: interruption.signal })
    return interruption.status() ?? status
  } finally {
    interruption.stop()
    await reporting.reporter.close()
  }
}

/** The options of a command line; `undefined` when it only asked for help. */
export const parsePlaybookArguments = (args: readonly string[]): RunOptions | undefined => {
  const command = playbookOptions()
  try {
    command.parse(writtenOut(args, command), { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return undefined
    throw new UserError({ message: error.message.replace(/^error: /, '') }, 2)
  }
  return runOptions(command.opts(), command.args)
}

const collect = (value: string, before: readonly string[] = []): string[] => [...before, value]
const collectList = (value: string, before: readonly string[] = []): string[] => [
  ...before,
  ...value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
]
const count = (_: string, before = 0): number => before + 1

const whole = (value: string): number => {
  if (/^\d+$/.test(value)) return Number(value)
  throw new InvalidArgumentError('a whole number is needed')
}

const playbookOptions = (): Command =>
  new Command('runbook')
    .usage('[options] playbook [playbook ...]')
    .description('Runs Ansible playbooks on the hosts of an inventory.')
    .argument('<playbook...>', 'playbooks to run')
    .option('-i, --inventory <source>', 'inventory file, folder, script or list "a,b," (repeatable)', collect)
    .option('-l, --limit <pattern>', 'only these hosts of the plays', collect)
    .option('-e, --extra-vars <vars>', 'variables as key=value, YAML, JSON or @file (repeatable)', collect)
    .option('-t, --tags <tags>', 'only tasks with these tags', collectList)
    .option('--skip-tags <tags>', 'no tasks with these tags', collectList)
    .option('-C, --check', 'a dry run: say what would change, change nothing')
    .option('-D, --diff', 'show what changes in files')
    .option('-f, --forks <number>', 'hosts at a time (default: 5)', whole)
    .option('-v, --verbose', 'more output (-vvv for more, -vvvv for connections)', count, 0)
    .option('--list-hosts', 'list the hosts that match, and stop')
    .option('--list-tasks', 'list the tasks that would be run, and stop')
    .option('--list-tags', 'list all tags, and stop')
    .option('--syntax-check', 'check the playbooks, and stop')
    .option('--step', 'ask before each task')
    .option('--start-at-task <name>', 'begin at the task of that name')
    .option('--force-handlers', 'run handlers even after a failure')
    .option('--flush-cache', 'forget the facts of all hosts')
    .option('-u, --user <name>', 'log in as this user')
    .option('--private-key <file>', 'log in with this key')
    .option('-c, --connection <type>', 'how to connect: ssh, local, docker, openssh')
    .option('-T, --timeout <seconds>', 'give up connecting after so long (default: 10)', whole)
    .option('--ssh-common-args <args>', 'options of ssh for all connections')
    .option('--ssh-extra-args <args>', 'options of ssh for shells')
    .option('--sftp-extra-args <args>', 'accepted; files go through the shell')
    .option('--scp-extra-args <args>', 'accepted; files go through the shell')
    .option('-k, --ask-pass', 'ask for the password to log in')
    .option('--connection-password-file <file>', 'read the password to log in from this file')
    .option('-b, --become', 'run tasks as another user')
    .option('--become-method <method>', 'sudo, su or doas (default: sudo)')
    .option('--become-user <name>', 'that user (default: root)')
    .option('-K, --ask-become-pass', 'ask for the password of become')
    .option('--become-password-file <file>', 'read the password of become from this file')
    .option('-J, --ask-vault-password', 'ask for the vault password')
    .option('--vault-id <id>', 'vault identity LABEL@SOURCE (repeatable)', collect)
    .option('--vault-password-file <file>', 'read the vault password from this file', collect)
    .option('-M, --module-path <paths>', 'accepted; runbook has its modules built in')
    .addOption(new Option('--output <format>', 'how to show the run').choices(['plain', 'tui', 'json']))
    .addOption(
      new Option('--compat <version>', 'rules of this ansible-core where versions differ')
        .choices(['2.14', '2.18', '2.19'])
        .default('2.18'),
    )
    .version('', '--version')
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })

type Given = Readonly<Record<string, unknown>>

const runOptions = (given: Given, playbooks: readonly string[]): RunOptions => ({
  playbooks,
  inventories: list(given, 'inventory'),
  limit: optionalList(given, 'limit'),
  extraVars: list(given, 'extraVars'),
  tags: list(given, 'tags'),
  skipTags: list(given, 'skipTags'),
  check: given.check === true,
  diff: given.diff === true,
  forks: given.forks as number | undefined,
  verbosity: given.verbose as number,
  step: given.step === true,
  startAtTask: text(given, 'startAtTask'),
  forceHandlers: given.forceHandlers === true,
  flushCache: given.flushCache === true,
  list: { hosts: given.listHosts === true, tasks: given.listTasks === true, tags: given.listTags === true },
  syntaxCheck: given.syntaxCheck === true,
  user: text(given, 'user'),
  privateKey: text(given, 'privateKey'),
  connection: text(given, 'connection'),
  timeout: given.timeout as number | undefined,
  sshCommonArgs: text(given, 'sshCommonArgs'),
  sshExtraArgs: text(given, 'sshExtraArgs'),
  become: given.become === true,
  becomeMethod: text(given, 'becomeMethod'),
  becomeUser: text(given, 'becomeUser'),
  askPass: given.askPass === true,
  askBecomePass: given.askBecomePass === true,
  connectionPassword: passwordFile(text(given, 'connectionPasswordFile')),
  becomePassword: passwordFile(text(given, 'becomePasswordFile')),
  vaultIds: list(given, 'vaultId'),
  vaultPasswordFiles: list(given, 'vaultPasswordFile'),
  askVaultPass: given.askVaultPassword === true,
  output: text(given, 'output'),
  compat: given.compat as RunOptions['compat'],
})

const text = (given: Given, ...names: readonly string[]): string | undefined => {
  for (const name of names) if (typeof given[name] === 'string') return given[name]
  return undefined
}

const optionalList = (given: Given, ...names: readonly string[]): readonly string[] | undefined => {
  for (const name of names) if (Array.isArray(given[name])) return given[name] as string[]
  return undefined
}

const list = (given: Given, ...names: readonly string[]): readonly string[] => optionalList(given, ...names) ?? []

const passwordFile = (path: string | undefined): Secret | undefined =>
  path === undefined ? undefined : new Secret(readFileSync(path, 'utf8').replace(/\r?\n$/, ''))
