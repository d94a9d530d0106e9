/** `runbook pull -U URL`: fetches a repository of playbooks and runs one of them here, as ansible-pull does. */
import { randomInt } from 'node:crypto'
import { rmSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Command } from 'commander'
import { UserError } from '../errors.ts'
import { connectOptions, extraVarsOption, inventoryOptions, newCommand, vaultOptions } from './options/groups.ts'
import { type Given, parseArguments } from './options/parse-arguments.ts'
import { text } from './options/run-options.ts'
import { collectList, whole } from './options/values.ts'
import { type Checkout, checkOut } from './pull/check-out.ts'
import { hostNames } from './pull/host-names.ts'
import { playbookArguments } from './pull/playbook-arguments.ts'
import { selectPlaybooks } from './pull/select-playbooks.ts'
import { openTerminal, type Terminal } from './terminal.ts'

/** Fetches, runs and gives the exit status. */
export const pullCommand = async (args: readonly string[]): Promise<number> => {
  const parsed = parseArguments(pullOptions(), args)
  if (!parsed) return 0
  const { given } = parsed
  const terminal = openTerminal(() => undefined)
  const names = hostNames()
  const folder = resolve(text(given, 'directory') ?? join(homedir(), '.ansible/pull', names.full))
  checkOptions(given, folder)
  terminal.print(`Starting Runbook Pull at ${timeText(new Date())}\n${['runbook', 'pull', ...args].join(' ')}\n`)
  await nap(given, terminal)
  const state = fetchRepository(given, { folder, terminal })
  if (state === 'failed' && given.force !== true) return 2
  if (state === 'unchanged' && given.onlyIfChanged === true) {
    terminal.print('Repository has not changed, quitting.\n')
    return 0
  }
  const playbooks = selectPlaybooks(folder, { wanted: parsed.args, host: names.full, warn: terminal.warn })
  if (playbooks === undefined) throw new UserError({ message: 'Could not find a playbook to run.' }, 5)
  const options = playbookArguments(given, names.all)
  process.chdir(folder)
  const { playbookCommand } = await import('./playbook.ts')
  const status = await playbookCommand([...playbooks, ...options])
  if (given.purge === true) purge(folder)
  return status
}

const pullOptions = (): Command => {
  const command = newCommand(
    'runbook pull',
    '-U <url> [options] [playbook ...]',
    'Fetches a repository of playbooks and runs one of them on this machine.',
  )
    .argument('[playbook...]', "playbooks in the repository (default: the host's name or local.yml)")
    .option('-U, --url <url>', 'the repository')
    .option('-d, --directory <folder>', 'where to keep it (default: ~/.ansible/pull/HOST)')
    .option('-C, --checkout <version>', 'branch, tag or commit')
    .option('--full', 'the whole history instead of the last commit')
    .option('--clean', 'discard changes in the folder')
    .option('--track-subs', 'take the latest commits of submodules')
    .option('--verify-commit', 'check the signature of the commit')
    .option('--accept-host-key', "accept the key of the repository's host when it is new")
    .option('-m, --module-name <name>', 'the kind of repository: git')
    .option('-f, --force', 'run the playbook even if the repository could not be updated')
    .option('-o, --only-if-changed', 'run the playbook only if something new came')
    .option('-s, --sleep <seconds>', 'wait for a random time up to this before', whole)
    .option('--purge', 'remove the folder after the run')
    .optionsGroup('The run:')
    .option('-t, --tags <tags>', 'only tasks with these tags', collectList)
    .option('--skip-tags <tags>', 'no tasks with these tags', collectList)
    .option('--check', 'a dry run: say what would change, change nothing')
    .option('--diff', 'show what changes in files')
    .option('-K, --ask-become-pass', 'ask for the password of become')
    .option('--become-password-file <file>', 'read the password of become from this file')
    .option('-M, --module-path <paths>', 'folders with modules of the project, separated by colons')
  inventoryOptions(extraVarsOption(command)).option('--list-hosts', 'list the hosts that match, and stop')
  return vaultOptions(connectOptions(command))
}

const checkOptions = (given: Given, folder: string): void => {
  const module = text(given, 'moduleName') ?? 'git'
  const stat = statSync(folder, { throwIfNoEntry: false })
  if (stat && !stat.isDirectory()) throw usage(`${folder} is not a valid or accessible directory.`)
  if (text(given, 'url') === undefined) throw usage('URL for repository not specified, use -h for help')
  if (!['git', 'ansible.builtin.git'].includes(module))
    throw usage(`Unsupported repo module ${module}, choices are git`)
}

const usage = (message: string): UserError => new UserError({ message }, 5)

const nap = async (given: Given, terminal: Terminal): Promise<void> => {
  if (typeof given.sleep !== 'number' || given.sleep === 0) return
  const seconds = randomInt(given.sleep)
  terminal.print(`Sleeping for ${seconds} seconds...\n`)
  await sleep(seconds * 1000)
}

const fetchRepository = (
  given: Given,
  { folder, terminal }: { folder: string; terminal: Terminal },
): Checkout['state'] => {
  const result = checkOut({
    url: text(given, 'url')!,
    folder,
    version: text(given, 'checkout'),
    whole: given.full === true,
    clean: given.clean === true,
    verify: given.verifyCommit === true,
    trackSubmodules: given.trackSubs === true,
    acceptHostKey: given.acceptHostKey === true,
    keyFile: text(given, 'privateKey'),
  })
  terminal.print(`${result.text}\n`)
  if (result.state === 'failed' && given.force === true)
    terminal.warn('Unable to update repository. Continuing with (forced) run of playbook.')
  return result.state
}

const timeText = (time: Date): string => {
  const two = (number: number): string => String(number).padStart(2, '0')
  const date = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-')
  return `${date} ${[time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':')}`
}

const purge = (folder: string): void => {
  process.chdir('/')
  rmSync(folder, { recursive: true, force: true })
}
