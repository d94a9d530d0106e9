/** From the command line and the configuration to the settings of a run's parts. */

import type { Passwords } from '../commands/terminal.ts'
import { isSettingName } from '../config/all-settings.ts'
import type { Config } from '../config/config.ts'
import { UserError } from '../errors.ts'
import type { EventSink } from '../events.ts'
import type { BecomeDefaults, ConnectionDefaults, RunSettings } from '../executor/run.ts'
import type { InventoryOptions, VarsFilesOptions } from '../inventory/options.ts'
import { createEnvironment, type TemplatingEnvironment } from '../templating/environment.ts'
import { mapScope } from '../templating/scope.ts'
import { Templar } from '../templating/templar.ts'
import { withoutBuiltin } from '../util/without-builtin.ts'
import type { Dict, Value } from '../values.ts'
import { isVaultText } from '../vault/envelope.ts'
import { logVerbosity } from './log-verbosity.ts'
import type { RunOptions } from './run-options.ts'

interface ForRun {
  readonly options: RunOptions
  readonly config: Config
  readonly directory: string
  readonly passwords: Passwords
}

/** The executor's settings. */
export const runSettings = ({ options, config, directory, passwords }: ForRun): RunSettings => {
  const verbosity = options.verbosity + (config.number('DEFAULT_VERBOSITY') ?? 0)
  return {
    ...executionSettings(options, config),
    verbosity,
    detail: Math.max(verbosity, logVerbosity(config, verbosity)),
    directory,
    varsRoot: config.get('PLAYBOOK_VARS_ROOT') as RunSettings['varsRoot'],
    connection: connectionDefaults(options, config, passwords),
    become: becomeDefaults(options, config, passwords),
  }
}

type Execution = Omit<RunSettings, 'verbosity' | 'detail' | 'directory' | 'varsRoot' | 'connection' | 'become'>

const executionSettings = (options: RunOptions, config: Config): Execution => ({
  check: options.check,
  diff: options.diff || config.flag('DIFF_ALWAYS'),
  forks: options.forks ?? configuredForks(config),
  tellsArguments: config.flag('DISPLAY_ARGS_TO_STDOUT') || config.list('CALLBACKS_ENABLED').some(isJunit),
  step: options.step,
  startAtTask: options.startAtTask,
  tags: options.tags.length > 0 ? options.tags : config.list('TAGS_RUN'),
  skipTags: options.skipTags.length > 0 ? options.skipTags : config.list('TAGS_SKIP'),
  forceHandlers: options.forceHandlers || config.flag('DEFAULT_FORCE_HANDLERS'),
  errorOnMissingHandler: config.flag('ERROR_ON_MISSING_HANDLER'),
  anyErrorsFatal: config.flag('ANY_ERRORS_FATAL'),
  taskDebugger: config.flag('ENABLE_TASK_DEBUGGER'),
  debuggerSkipsIgnored: config.flag('TASK_DEBUGGER_IGNORE_ERRORS'),
  gathering: config.text('DEFAULT_GATHERING') ?? 'implicit',
  strategy: config.text('DEFAULT_STRATEGY') ?? 'linear',
  compat: options.compat,
  rolesPath: config.list('DEFAULT_ROLES_PATH'),
  retryFiles: config.flag('RETRY_FILES_ENABLED') ? { folder: config.text('RETRY_FILES_SAVE_PATH') } : undefined,
  diffLimit: config.number('MAX_FILE_SIZE_FOR_DIFF') ?? 0,
  managed: config.text('DEFAULT_MANAGED_STR') ?? '',
  noLog: config.flag('DEFAULT_NO_LOG'),
  asyncDirectory: String(config.pluginOption('shell', 'sh', 'async_dir')?.value ?? '~/.ansible_async'),
  privateRoleVars: config.flag('DEFAULT_PRIVATE_ROLE_VARS'),
  gather: {
    subset: config.get('DEFAULT_GATHER_SUBSET'),
    timeout: config.number('DEFAULT_GATHER_TIMEOUT'),
    factPath: config.text('DEFAULT_FACT_PATH'),
  },
})

const isJunit = (name: string): boolean => withoutBuiltin(name) === 'junit'

const configuredForks = (config: Config): number => {
  const forks = config.number('DEFAULT_FORKS') ?? 5
  if (forks >= 1) return forks
  throw new UserError({ message: 'The number of processes (--forks) must be >= 1' }, 2)
}

const connectionDefaults = (options: RunOptions, config: Config, passwords: Passwords): ConnectionDefaults => ({
  transport: options.connection ?? config.text('DEFAULT_TRANSPORT') ?? 'ssh',
  user: options.user ?? config.text('DEFAULT_REMOTE_USER'),
  port: config.number('DEFAULT_REMOTE_PORT'),
  password: passwords.connection,
  privateKeyFile: options.privateKey ?? config.text('DEFAULT_PRIVATE_KEY_FILE'),
  timeout: options.timeout ?? config.number('DEFAULT_TIMEOUT') ?? 10,
  sshArgs: config.text('SSH_ARGS') ?? '',
  sshCommonArgs: options.sshCommonArgs ?? config.text('SSH_COMMON_ARGS') ?? '',
  sshExtraArgs: options.sshExtraArgs ?? config.text('SSH_EXTRA_ARGS') ?? '',
  hostKeyChecking: config.flag('HOST_KEY_CHECKING'),
  passwordPrompt: config.text('SSHPASS_PROMPT'),
  retries: config.number('SSH_RETRIES') ?? 0,
})

const becomeDefaults = (options: RunOptions, config: Config, passwords: Passwords): BecomeDefaults => ({
  enabled: options.become || config.flag('DEFAULT_BECOME'),
  method: options.becomeMethod ?? config.text('DEFAULT_BECOME_METHOD') ?? 'sudo',
  user: options.becomeUser ?? config.text('DEFAULT_BECOME_USER') ?? 'root',
  password: passwords.become,
  exe: config.text('DEFAULT_BECOME_EXE'),
  flags: config.text('DEFAULT_BECOME_FLAGS'),
  configured: configuredBecome(config),
  allowSameUser: config.flag('BECOME_ALLOW_SAME_USER'),
})

/** Looked up once. */
const configuredBecome = (config: Config): BecomeDefaults['configured'] => {
  const known = new Map<string, string | undefined>()
  const find = (method: string, name: string): string | undefined => {
    const found = config.pluginOption('become', method, `become_${name}`)
    return found && found.origin !== 'default' && found.value !== null ? String(found.value) : undefined
  }
  return (method, name) => {
    const key = `${method} ${name}`
    if (!known.has(key)) known.set(key, find(method, name))
    return known.get(key)
  }
}

interface ForTemplates {
  readonly config: Config
  readonly directory: string
  readonly decrypt: ((text: string) => string) | undefined
  readonly emit: EventSink
  readonly options: Pick<RunOptions, 'compat'>
}

/** Templates with the settings that concern them. */
export const environmentFor = ({ config, directory, decrypt, emit, options }: ForTemplates): TemplatingEnvironment =>
  createEnvironment({
    basedir: directory,
    native: config.flag('DEFAULT_JINJA2_NATIVE'),
    extensions: jinjaExtensions(config),
    compat: options.compat === '2.19' ? '2.19' : '2.14',
    ...(decrypt ? { decrypt: (text) => (isVaultText(text) ? decrypt(text) : text) } : {}),
    warn: (message, position) => emit({ type: 'notice', level: 'warning', message, position }),
    setting: (name): Value | undefined => (isSettingName(name) ? config.get(name) : undefined),
    pluginOption: ({ type, plugin, option }) => config.pluginOption(type, plugin, option),
  })

const jinjaExtensions = (config: Config): ('do' | 'loopcontrols')[] =>
  config.list('DEFAULT_JINJA2_EXTENSIONS').flatMap((name) => {
    const short = name.slice(name.lastIndexOf('.') + 1)
    return short === 'do' || short === 'loopcontrols' ? [short] : []
  })

interface ForInventory {
  readonly config: Config
  readonly emit: EventSink
  readonly decrypt: ((text: string) => string) | undefined
  readonly extraVars: Dict
  readonly environment: TemplatingEnvironment
}

/** The inventory's settings. */
export const inventoryOptions = ({
  config,
  emit,
  decrypt,
  extraVars,
  environment,
}: ForInventory): InventoryOptions => ({
  warn: (message) => emit({ type: 'notice', level: 'warning', message }),
  debug: (verbosity, message) => emit({ type: 'notice', level: 'verbose', verbosity, message }),
  vault: decrypt,
  extraVars,
  evaluate: (template, vars) => new Templar(environment, mapScope(vars as Map<string, Value>)).evaluate(template),
  merge: config.get('DEFAULT_HASH_BEHAVIOUR') === 'merge',
  python: '/usr/bin/python3',
  enabled: config.list('INVENTORY_ENABLED'),
  anyUnparsedIsFailed: config.flag('INVENTORY_ANY_UNPARSED_IS_FAILED'),
  unparsedIsFailed: config.flag('INVENTORY_UNPARSED_IS_FAILED'),
  unparsedWarning: config.flag('INVENTORY_UNPARSED_WARNING'),
  patternMismatch: config.text('HOST_PATTERN_MISMATCH') as InventoryOptions['patternMismatch'],
  ignoredExtensions: config.list('INVENTORY_IGNORE_EXTS'),
  ignoredPatterns: config.list('INVENTORY_IGNORE_PATTERNS'),
  yamlExtensions: config.list('YAML_FILENAME_EXTENSIONS'),
  groupNames: config.text('TRANSFORM_INVALID_GROUP_CHARS') as InventoryOptions['groupNames'],
  alwaysShowStderr: config.flag('INVENTORY_ALWAYS_SHOW_STDERR'),
  precedence: config.list('VARIABLE_PRECEDENCE'),
  varsFiles: {
    enabled: config
      .list('VARIABLE_PLUGINS_ENABLED')
      .some((name) => /^(?:ansible\.builtin\.)?host_group_vars$/.test(name)),
    stage: config.text('HOST_GROUP_VARS_STAGE') as VarsFilesOptions['stage'],
    run: config.text('RUN_VARS_PLUGINS') as VarsFilesOptions['run'],
  },
})
