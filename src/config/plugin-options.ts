/** Options of plugins, as `lookup('config', …, plugin_type=…, plugin_name=…)` asks for them. */
import { withoutBuiltin } from '../util/without-builtin.ts'
import { outputSettings } from './output-settings.ts'
import { choice, type Setting, setting } from './setting.ts'
import { settings } from './settings.ts'

/** An option, and the variables that come before its places in the configuration; the last one that is set wins. */
export interface PluginOption extends Setting {
  readonly vars: readonly string[]
}

/** The options of a plugin by their names; undefined for a plugin that has none here. */
export const pluginOptions = (type: string, name: string): Readonly<Record<string, PluginOption>> | undefined => {
  const key = `${type}/${withoutBuiltin(name)}`
  return Object.hasOwn(plugins, key) ? plugins[key] : undefined
}

/** The plugins of a type that have options here. */
export const pluginsOf = (type: string): readonly string[] =>
  Object.keys(plugins).flatMap((key) => (key.startsWith(`${type}/`) ? [key.slice(type.length + 1)] : []))

/** The options of all plugins. */
export const allPluginOptions = (): readonly PluginOption[] =>
  Object.values(plugins).flatMap((options) => Object.values(options))

const option = (one: Setting, ...vars: readonly string[]): PluginOption => ({ ...one, vars })

/** A text of the section `[ssh_connection]`. */
const ofSsh = (name: string, fallback = ''): PluginOption =>
  option(setting('string', fallback, `ssh_connection.${name}`, `ANSIBLE_${name.toUpperCase()}`), `ansible_${name}`)

const pipelining = setting('boolean', false, 'defaults.pipelining connection.pipelining', 'ANSIBLE_PIPELINING')

const ssh: Readonly<Record<string, PluginOption>> = {
  host: option(setting('string', 'inventory_hostname', ''), 'inventory_hostname', 'ansible_host', 'ansible_ssh_host'),
  host_key_checking: option(settings.HOST_KEY_CHECKING, 'ansible_host_key_checking', 'ansible_ssh_host_key_checking'),
  password: option(setting('string', null, ''), 'ansible_password', 'ansible_ssh_pass', 'ansible_ssh_password'),
  sshpass_prompt: option(settings.SSHPASS_PROMPT, 'ansible_sshpass_prompt'),
  ssh_args: option(settings.SSH_ARGS, 'ansible_ssh_args'),
  ssh_common_args: option(settings.SSH_COMMON_ARGS, 'ansible_ssh_common_args'),
  ssh_extra_args: option(settings.SSH_EXTRA_ARGS, 'ansible_ssh_extra_args'),
  ssh_executable: ofSsh('ssh_executable', 'ssh'),
  sftp_executable: ofSsh('sftp_executable', 'sftp'),
  scp_executable: ofSsh('scp_executable', 'scp'),
  scp_extra_args: ofSsh('scp_extra_args'),
  sftp_extra_args: ofSsh('sftp_extra_args'),
  reconnection_retries: option(settings.SSH_RETRIES, 'ansible_ssh_retries'),
  port: option(settings.DEFAULT_REMOTE_PORT, 'ansible_port', 'ansible_ssh_port'),
  remote_user: option(settings.DEFAULT_REMOTE_USER, 'ansible_user', 'ansible_ssh_user'),
  pipelining: option(
    setting(
      'boolean',
      false,
      'defaults.pipelining connection.pipelining ssh_connection.pipelining',
      'ANSIBLE_PIPELINING',
      'ANSIBLE_SSH_PIPELINING',
    ),
    'ansible_pipelining',
    'ansible_ssh_pipelining',
  ),
  private_key_file: option(
    settings.DEFAULT_PRIVATE_KEY_FILE,
    'ansible_private_key_file',
    'ansible_ssh_private_key_file',
  ),
  control_path: option(
    setting('string', null, 'ssh_connection.control_path', 'ANSIBLE_SSH_CONTROL_PATH'),
    'ansible_control_path',
  ),
  control_path_dir: option(
    setting('string', '~/.ansible/cp', 'ssh_connection.control_path_dir', 'ANSIBLE_SSH_CONTROL_PATH_DIR'),
    'ansible_control_path_dir',
  ),
  sftp_batch_mode: option(
    setting('boolean', true, 'ssh_connection.sftp_batch_mode', 'ANSIBLE_SFTP_BATCH_MODE'),
    'ansible_sftp_batch_mode',
  ),
  ssh_transfer_method: option(
    choice(['smart', 'sftp', 'scp', 'piped'], 'ssh_connection.transfer_method', 'ANSIBLE_SSH_TRANSFER_METHOD'),
    'ansible_ssh_transfer_method',
  ),
  use_tty: option(setting('boolean', true, 'ssh_connection.usetty', 'ANSIBLE_SSH_USETTY'), 'ansible_ssh_use_tty'),
  timeout: option(settings.DEFAULT_TIMEOUT, 'ansible_ssh_timeout'),
  pkcs11_provider: option(
    setting('string', '', 'ssh_connection.pkcs11_provider', 'ANSIBLE_PKCS11_PROVIDER'),
    'ansible_ssh_pkcs11_provider',
  ),
}

/** The options of a become method: general ones, and those of its own section. */
const become = (method: string, flags: string): Readonly<Record<string, PluginOption>> => {
  const own = (name: string, base: Setting | undefined, fallback: string | null): PluginOption => {
    const key = name === 'exe' ? 'executable' : name === 'pass' ? 'password' : name
    const places = [...(base?.ini ?? []).map((place) => place.join('.')), `${method}_become_plugin.${key}`].join(' ')
    const env = [`ANSIBLE_BECOME_${name.toUpperCase()}`, `ANSIBLE_${method.toUpperCase()}_${name.toUpperCase()}`]
    const vars = name === 'pass' ? ['ansible_become_password'] : []
    return option(
      setting('string', fallback, places, ...env),
      ...vars,
      `ansible_become_${name}`,
      `ansible_${method}_${name}`,
    )
  }
  return {
    become_user: own('user', settings.DEFAULT_BECOME_USER, 'root'),
    become_exe: own('exe', settings.DEFAULT_BECOME_EXE, method),
    become_flags: own('flags', settings.DEFAULT_BECOME_FLAGS, flags),
    become_pass: own('pass', undefined, null),
  }
}

const bare = (one: Setting): PluginOption => option(one)

const plugins: Readonly<Record<string, Readonly<Record<string, PluginOption>>>> = {
  'connection/ssh': ssh,
  'connection/local': { pipelining: option(pipelining, 'ansible_pipelining') },
  'become/sudo': become('sudo', '-H -S -n'),
  'become/su': become('su', ''),
  'become/doas': become('doas', ''),
  'cache/jsonfile': {
    _uri: bare(settings.CACHE_PLUGIN_CONNECTION),
    _prefix: bare(settings.CACHE_PLUGIN_PREFIX),
    _timeout: bare(settings.CACHE_PLUGIN_TIMEOUT),
  },
  'callback/tree': {
    directory: option(setting('path', '~/.ansible/tree', 'callback_tree.directory', 'ANSIBLE_CALLBACK_TREE_DIR')),
  },
  'callback/default': {
    display_skipped_hosts: bare(outputSettings.DISPLAY_SKIPPED_HOSTS),
    display_ok_hosts: bare(outputSettings.DISPLAY_OK_HOSTS),
    display_failed_stderr: bare(outputSettings.DISPLAY_FAILED_STDERR),
    show_custom_stats: bare(outputSettings.SHOW_CUSTOM_STATS),
    show_per_host_start: bare(outputSettings.SHOW_PER_HOST_START),
    check_mode_markers: bare(outputSettings.CHECK_MODE_MARKERS),
    show_task_path_on_failure: bare(outputSettings.SHOW_TASK_PATH_ON_FAILURE),
    result_format: bare(outputSettings.CALLBACK_RESULT_FORMAT),
    pretty_results: bare(outputSettings.CALLBACK_FORMAT_PRETTY),
  },
  'shell/sh': {
    remote_tmp: option(
      setting('string', '~/.ansible/tmp', 'defaults.remote_tmp', 'ANSIBLE_REMOTE_TEMP', 'ANSIBLE_REMOTE_TMP'),
      'ansible_remote_tmp',
    ),
    async_dir: option(
      setting('string', '~/.ansible_async', 'defaults.async_dir', 'ANSIBLE_ASYNC_DIR'),
      'ansible_async_dir',
    ),
  },
  'inventory/script': { always_show_stderr: bare(settings.INVENTORY_ALWAYS_SHOW_STDERR) },
  'inventory/yaml': { yaml_extensions: bare(settings.YAML_FILENAME_EXTENSIONS) },
  'vars/host_group_vars': { stage: bare(settings.HOST_GROUP_VARS_STAGE) },
}
