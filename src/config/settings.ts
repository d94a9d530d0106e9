/** The settings runbook knows: each with its variables, its place in ansible.cfg, its type and default. */
import type { Value } from '../values.ts'

export type SettingType = 'string' | 'boolean' | 'integer' | 'float' | 'list' | 'path' | 'pathlist'

/** One setting. */
export interface Setting {
  readonly type: SettingType
  /** Environment variables, the first that is set wins. `RUNBOOK_X` is taken for each `ANSIBLE_X`. */
  readonly env: readonly string[]
  /** Section and key in ansible.cfg. */
  readonly ini: readonly (readonly [section: string, key: string])[]
  readonly default: Value
}

const setting = (type: SettingType, fallback: Value, ini: string, ...env: readonly string[]): Setting => ({
  type,
  env,
  ini: ini === '' ? [] : ini.split(' ').map((place) => place.split('.') as [string, string]),
  default: fallback,
})

/** All settings by Ansible's names. */
export const settings = {
  DEFAULT_HOST_LIST: setting('pathlist', ['/etc/ansible/hosts'], 'defaults.inventory', 'ANSIBLE_INVENTORY'),
  DEFAULT_FORKS: setting('integer', 5, 'defaults.forks', 'ANSIBLE_FORKS'),
  DEFAULT_ROLES_PATH: setting(
    'pathlist',
    ['~/.ansible/roles', '/usr/share/ansible/roles', '/etc/ansible/roles'],
    'defaults.roles_path',
    'ANSIBLE_ROLES_PATH',
  ),
  COLLECTIONS_PATHS: setting(
    'pathlist',
    ['~/.ansible/collections', '/usr/share/ansible/collections'],
    'defaults.collections_path defaults.collections_paths',
    'ANSIBLE_COLLECTIONS_PATH',
    'ANSIBLE_COLLECTIONS_PATHS',
  ),
  DEFAULT_REMOTE_USER: setting('string', null, 'defaults.remote_user', 'ANSIBLE_REMOTE_USER'),
  DEFAULT_REMOTE_PORT: setting('integer', null, 'defaults.remote_port', 'ANSIBLE_REMOTE_PORT'),
  DEFAULT_PRIVATE_KEY_FILE: setting('path', null, 'defaults.private_key_file', 'ANSIBLE_PRIVATE_KEY_FILE'),
  DEFAULT_TIMEOUT: setting('integer', 10, 'defaults.timeout', 'ANSIBLE_TIMEOUT'),
  DEFAULT_TRANSPORT: setting('string', 'ssh', 'defaults.transport', 'ANSIBLE_TRANSPORT'),
  HOST_KEY_CHECKING: setting(
    'boolean',
    true,
    'defaults.host_key_checking ssh_connection.host_key_checking',
    'ANSIBLE_HOST_KEY_CHECKING',
    'ANSIBLE_SSH_HOST_KEY_CHECKING',
  ),
  SSH_ARGS: setting('string', '', 'ssh_connection.ssh_args', 'ANSIBLE_SSH_ARGS'),
  SSH_COMMON_ARGS: setting('string', '', 'ssh_connection.ssh_common_args', 'ANSIBLE_SSH_COMMON_ARGS'),
  SSH_EXTRA_ARGS: setting('string', '', 'ssh_connection.ssh_extra_args', 'ANSIBLE_SSH_EXTRA_ARGS'),
  DEFAULT_BECOME: setting('boolean', false, 'privilege_escalation.become', 'ANSIBLE_BECOME'),
  DEFAULT_BECOME_METHOD: setting('string', 'sudo', 'privilege_escalation.become_method', 'ANSIBLE_BECOME_METHOD'),
  DEFAULT_BECOME_USER: setting('string', 'root', 'privilege_escalation.become_user', 'ANSIBLE_BECOME_USER'),
  DEFAULT_BECOME_EXE: setting('string', null, 'privilege_escalation.become_exe', 'ANSIBLE_BECOME_EXE'),
  DEFAULT_BECOME_FLAGS: setting('string', null, 'privilege_escalation.become_flags', 'ANSIBLE_BECOME_FLAGS'),
  DEFAULT_GATHERING: setting('string', 'implicit', 'defaults.gathering', 'ANSIBLE_GATHERING'),
  DEFAULT_HASH_BEHAVIOUR: setting('string', 'replace', 'defaults.hash_behaviour', 'ANSIBLE_HASH_BEHAVIOUR'),
  INJECT_FACTS_AS_VARS: setting('boolean', true, 'defaults.inject_facts_as_vars', 'ANSIBLE_INJECT_FACT_VARS'),
  DEFAULT_MODULE_NAME: setting('string', 'command', 'defaults.module_name'),
  DEFAULT_MODULE_ARGS: setting('string', '', 'defaults.module_args', 'ANSIBLE_MODULE_ARGS'),
  DEFAULT_POLL_INTERVAL: setting('integer', 15, 'defaults.poll_interval', 'ANSIBLE_POLL_INTERVAL'),
  TASK_TIMEOUT: setting('integer', 0, 'defaults.task_timeout', 'ANSIBLE_TASK_TIMEOUT'),
  DEFAULT_LOAD_CALLBACK_PLUGINS: setting(
    'boolean',
    false,
    'defaults.bin_ansible_callbacks',
    'ANSIBLE_LOAD_CALLBACK_PLUGINS',
  ),
  INVENTORY_EXPORT: setting('boolean', false, 'inventory.export', 'ANSIBLE_INVENTORY_EXPORT'),
  DEFAULT_STRATEGY: setting('string', 'linear', 'defaults.strategy', 'ANSIBLE_STRATEGY'),
  DEFAULT_FORCE_HANDLERS: setting('boolean', false, 'defaults.force_handlers', 'ANSIBLE_FORCE_HANDLERS'),
  ERROR_ON_MISSING_HANDLER: setting(
    'boolean',
    true,
    'defaults.error_on_missing_handler',
    'ANSIBLE_ERROR_ON_MISSING_HANDLER',
  ),
  ANY_ERRORS_FATAL: setting('boolean', false, 'defaults.any_errors_fatal', 'ANSIBLE_ANY_ERRORS_FATAL'),
  DEFAULT_JINJA2_NATIVE: setting('boolean', false, 'defaults.jinja2_native', 'ANSIBLE_JINJA2_NATIVE'),
  DEFAULT_JINJA2_EXTENSIONS: setting('list', [], 'defaults.jinja2_extensions', 'ANSIBLE_JINJA2_EXTENSIONS'),
  DEFAULT_VAULT_PASSWORD_FILE: setting('path', null, 'defaults.vault_password_file', 'ANSIBLE_VAULT_PASSWORD_FILE'),
  DEFAULT_VAULT_IDENTITY_LIST: setting('list', [], 'defaults.vault_identity_list', 'ANSIBLE_VAULT_IDENTITY_LIST'),
  DEFAULT_VAULT_IDENTITY: setting('string', 'default', 'defaults.vault_identity', 'ANSIBLE_VAULT_IDENTITY'),
  DEFAULT_VAULT_ENCRYPT_IDENTITY: setting(
    'string',
    null,
    'defaults.vault_encrypt_identity',
    'ANSIBLE_VAULT_ENCRYPT_IDENTITY',
  ),
  DEFAULT_VAULT_ID_MATCH: setting('boolean', false, 'defaults.vault_id_match', 'ANSIBLE_VAULT_ID_MATCH'),
  VAULT_ENCRYPT_SALT: setting('string', null, 'defaults.vault_encrypt_salt', 'ANSIBLE_VAULT_ENCRYPT_SALT'),
  EDITOR: setting('string', 'vi', 'defaults.editor', 'ANSIBLE_EDITOR', 'EDITOR'),
  PAGER: setting('string', 'less', 'defaults.pager', 'ANSIBLE_PAGER', 'PAGER'),
  DEFAULT_STDOUT_CALLBACK: setting('string', 'default', 'defaults.stdout_callback', 'ANSIBLE_STDOUT_CALLBACK'),
  CALLBACKS_ENABLED: setting('list', [], 'defaults.callbacks_enabled', 'ANSIBLE_CALLBACKS_ENABLED'),
  CALLBACK_RESULT_FORMAT: setting(
    'string',
    'json',
    'defaults.callback_result_format',
    'ANSIBLE_CALLBACK_RESULT_FORMAT',
  ),
  CALLBACK_FORMAT_PRETTY: setting('boolean', null, 'defaults.callback_format_pretty', 'ANSIBLE_CALLBACK_FORMAT_PRETTY'),
  DISPLAY_SKIPPED_HOSTS: setting('boolean', true, 'defaults.display_skipped_hosts', 'ANSIBLE_DISPLAY_SKIPPED_HOSTS'),
  DISPLAY_OK_HOSTS: setting('boolean', true, 'defaults.display_ok_hosts', 'ANSIBLE_DISPLAY_OK_HOSTS'),
  DISPLAY_FAILED_STDERR: setting('boolean', false, 'defaults.display_failed_stderr', 'ANSIBLE_DISPLAY_FAILED_STDERR'),
  DISPLAY_ARGS_TO_STDOUT: setting(
    'boolean',
    false,
    'defaults.display_args_to_stdout',
    'ANSIBLE_DISPLAY_ARGS_TO_STDOUT',
  ),
  SHOW_CUSTOM_STATS: setting('boolean', false, 'defaults.show_custom_stats', 'ANSIBLE_SHOW_CUSTOM_STATS'),
  SHOW_PER_HOST_START: setting('boolean', false, 'defaults.show_per_host_start', 'ANSIBLE_SHOW_PER_HOST_START'),
  SHOW_TASK_PATH_ON_FAILURE: setting(
    'boolean',
    false,
    'defaults.show_task_path_on_failure',
    'ANSIBLE_SHOW_TASK_PATH_ON_FAILURE',
  ),
  CHECK_MODE_MARKERS: setting('boolean', false, 'defaults.check_mode_markers', 'ANSIBLE_CHECK_MODE_MARKERS'),
  DIFF_ALWAYS: setting('boolean', false, 'diff.always', 'ANSIBLE_DIFF_ALWAYS'),
  DIFF_CONTEXT: setting('integer', 3, 'diff.context', 'ANSIBLE_DIFF_CONTEXT'),
  DEFAULT_VERBOSITY: setting('integer', 0, 'defaults.verbosity', 'ANSIBLE_VERBOSITY'),
  VERBOSE_TO_STDERR: setting('boolean', false, 'defaults.verbose_to_stderr', 'ANSIBLE_VERBOSE_TO_STDERR'),
  ACTION_WARNINGS: setting('boolean', true, 'defaults.action_warnings', 'ANSIBLE_ACTION_WARNINGS'),
  DEPRECATION_WARNINGS: setting('boolean', true, 'defaults.deprecation_warnings', 'ANSIBLE_DEPRECATION_WARNINGS'),
  LOCALHOST_WARNING: setting('boolean', true, 'defaults.localhost_warning', 'ANSIBLE_LOCALHOST_WARNING'),
  NOCOLOR: setting('boolean', false, 'defaults.nocolor', 'ANSIBLE_NOCOLOR', 'NO_COLOR'),
  FORCE_COLOR: setting('boolean', false, 'defaults.force_color', 'ANSIBLE_FORCE_COLOR'),
  HOST_PATTERN_MISMATCH: setting(
    'string',
    'warning',
    'inventory.host_pattern_mismatch',
    'ANSIBLE_HOST_PATTERN_MISMATCH',
  ),
  INVENTORY_ENABLED: setting(
    'list',
    ['host_list', 'script', 'auto', 'yaml', 'ini', 'toml'],
    'inventory.enable_plugins',
    'ANSIBLE_INVENTORY_ENABLED',
  ),
  INVENTORY_ANY_UNPARSED_IS_FAILED: setting(
    'boolean',
    false,
    'inventory.any_unparsed_is_failed',
    'ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED',
  ),
  INVENTORY_UNPARSED_IS_FAILED: setting(
    'boolean',
    false,
    'inventory.unparsed_is_failed',
    'ANSIBLE_INVENTORY_UNPARSED_FAILED',
  ),
  INVENTORY_UNPARSED_WARNING: setting(
    'boolean',
    true,
    'inventory.inventory_unparsed_warning',
    'ANSIBLE_INVENTORY_UNPARSED_WARNING',
  ),
  TRANSFORM_INVALID_GROUP_CHARS: setting(
    'string',
    'never',
    'defaults.force_valid_group_names',
    'ANSIBLE_TRANSFORM_INVALID_GROUP_CHARS',
  ),
  INVENTORY_IGNORE_EXTS: setting(
    'list',
    ['.pyc', '.pyo', '.swp', '.bak', '~', '.rpm', '.md', '.txt', '.rst', '.orig', '.cfg', '.retry'],
    'inventory.ignore_extensions defaults.inventory_ignore_extensions',
    'ANSIBLE_INVENTORY_IGNORE',
  ),
  INVENTORY_IGNORE_PATTERNS: setting(
    'list',
    [],
    'inventory.ignore_patterns defaults.inventory_ignore_patterns',
    'ANSIBLE_INVENTORY_IGNORE_REGEX',
  ),
  INVENTORY_ALWAYS_SHOW_STDERR: setting(
    'boolean',
    true,
    'inventory_plugin_script.always_show_stderr',
    'ANSIBLE_INVENTORY_PLUGIN_SCRIPT_STDERR',
  ),
  YAML_FILENAME_EXTENSIONS: setting(
    'list',
    ['.yml', '.yaml', '.json'],
    'defaults.yaml_valid_extensions',
    'ANSIBLE_YAML_FILENAME_EXT',
  ),
  VARIABLE_PRECEDENCE: setting(
    'list',
    [
      'all_inventory',
      'groups_inventory',
      'all_plugins_inventory',
      'all_plugins_play',
      'groups_plugins_inventory',
      'groups_plugins_play',
    ],
    'defaults.precedence',
    'ANSIBLE_PRECEDENCE',
  ),
  RUN_VARS_PLUGINS: setting('string', 'demand', 'defaults.run_vars_plugins', 'ANSIBLE_RUN_VARS_PLUGINS'),
  VARIABLE_PLUGINS_ENABLED: setting(
    'list',
    ['host_group_vars'],
    'defaults.vars_plugins_enabled',
    'ANSIBLE_VARS_ENABLED',
  ),
  HOST_GROUP_VARS_STAGE: setting('string', null, 'vars_host_group_vars.stage', 'ANSIBLE_VARS_PLUGIN_STAGE'),
  TAGS_RUN: setting('list', [], 'tags.run', 'ANSIBLE_RUN_TAGS'),
  TAGS_SKIP: setting('list', [], 'tags.skip', 'ANSIBLE_SKIP_TAGS'),
} satisfies Record<string, Setting>

export type SettingName = keyof typeof settings
