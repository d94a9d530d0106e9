/** From what commander read to the options of a run. */
import type { Config } from '../../config/config.ts'
import { readPasswordFile } from '../../startup/password-file.ts'
import type { RunOptions } from '../../startup/run-options.ts'
import type { Secret } from '../../values.ts'
import type { Given } from './parse-arguments.ts'

/** The options of a run in `directory`; what was not given is as if nobody had asked for it. */
export const runOptions = (given: Given, directory: string): RunOptions => ({
  playbooks: [],
  directory,
  inventories: list(given, 'inventory'),
  limit: optionalList(given, 'limit'),
  extraVars: list(given, 'extraVars'),
  tags: list(given, 'tags'),
  skipTags: list(given, 'skipTags'),
  check: given.check === true,
  diff: given.diff === true,
  forks: given.forks as number | undefined,
  verbosity: (given.verbose as number | undefined) ?? 0,
  modulePath: text(given, 'modulePath')?.split(':'),
  step: given.step === true,
  startAtTask: text(given, 'startAtTask'),
  forceHandlers: given.forceHandlers === true,
  flushCache: given.flushCache === true,
  list: { hosts: given.listHosts === true, tasks: given.listTasks === true, tags: given.listTags === true },
  syntaxCheck: given.syntaxCheck === true,
  ...connection(given),
  ...vaultIds(given),
  output: text(given, 'output'),
  compat: (given.compat as RunOptions['compat'] | undefined) ?? '2.18',
})

/** The options of a command without a playbook, in the folder that `--playbook-dir` or the configuration names. */
export const inPlaybookDir = (options: RunOptions, given: Given, config: Config): RunOptions => ({
  ...options,
  directory: text(given, 'playbookDir') === undefined ? playbookDirOf(config, options) : options.directory,
})

const playbookDirOf = (config: Config, { directory }: RunOptions): string => config.text('PLAYBOOK_DIR') ?? directory

/** A text option. */
export const text = (given: Given, name: string): string | undefined =>
  typeof given[name] === 'string' ? given[name] : undefined

/** An option that can be given several times. */
export const list = (given: Given, name: string): readonly string[] => optionalList(given, name) ?? []

/** Where vault passwords come from. */
export const vaultIds = (given: Given): Pick<RunOptions, 'vaultIds' | 'vaultPasswordFiles' | 'askVaultPass'> => ({
  vaultIds: list(given, 'vaultId'),
  vaultPasswordFiles: list(given, 'vaultPasswordFile'),
  askVaultPass: given.askVaultPassword === true,
})

const connection = (given: Given) => ({
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
})

const optionalList = (given: Given, name: string): readonly string[] | undefined =>
  Array.isArray(given[name]) ? (given[name] as string[]) : undefined

const passwordFile = (path: string | undefined): Secret | undefined =>
  path === undefined ? undefined : readPasswordFile(path)
