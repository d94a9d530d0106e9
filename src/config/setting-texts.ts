/** What each setting is for. Only what tells of settings loads this. */
import { textTable } from '../util/text-table.ts'
import { allSettings, type SettingName } from './all-settings.ts'
import { pluginOptions } from './plugin-options.ts'
import { reasonsWithoutEffect } from './settings-without-effect.ts'

/** A sentence or two about a setting. */
export const settingText = (name: SettingName): string => {
  const text = texts.get(name)
  if (text !== undefined) return text
  const reason = [...reasonsWithoutEffect].find(([, names]) => names.includes(name))?.[0]
  return reason === undefined ? '' : `Accepted without effect: ${reason}.`
}

/** The same for an option of a plugin: its own text, or that of the setting it stands for. */
export const pluginOptionText = (type: string, plugin: string, option: string): string => {
  const own = optionTexts.get(`${type}.${plugin}.${option}`) ?? optionTexts.get(`${type}.${option}`)
  if (own !== undefined) return own
  const places = JSON.stringify(pluginOptions(type, plugin)?.[option]?.env)
  const same = Object.entries(allSettings).find(([, { env }]) => env.length > 0 && JSON.stringify(env) === places)
  return same ? settingText(same[0] as SettingName) : ''
}

const texts = textTable(`
DEFAULT_STDOUT_CALLBACK: How a run is shown on standard output: the name of one callback.
CALLBACKS_ENABLED: Callbacks that work beside the one on standard output, such as timer, profile_tasks or junit.
CALLBACK_RESULT_FORMAT: Whether results are shown as json or as yaml.
CALLBACK_FORMAT_PRETTY: Spread results over lines and indent them, or keep them compact; unset leaves it to the format.
DISPLAY_SKIPPED_HOSTS: Show tasks and items that were skipped.
DISPLAY_OK_HOSTS: Show results that are ok; changed, failed and unreachable ones are shown in any case.
DISPLAY_FAILED_STDERR: Write failed and unreachable results to standard error.
DISPLAY_ARGS_TO_STDOUT: Put what a task is given into its heading, as it is written. Values with secrets are shown too, unless the task has no_log.
SHOW_CUSTOM_STATS: Show what set_stats collected, after the recap.
SHOW_PER_HOST_START: Say when each host begins a task.
SHOW_TASK_PATH_ON_FAILURE: Tell the file and line of a task that fails.
CHECK_MODE_MARKERS: Mark headings of plays and tasks in a dry run.
DIFF_ALWAYS: Show differences as --diff does.
DIFF_CONTEXT: How many lines around a change a difference shows.
DEFAULT_VERBOSITY: How much to tell, as if so many -v were given.
VERBOSE_TO_STDERR: Write what -v adds to standard error.
ACTION_WARNINGS: Show the warnings that results of tasks bring.
DEPRECATION_WARNINGS: Warn of what a later version will take away.
LOCALHOST_WARNING: Warn where the inventory is empty and only this machine is left.
ANSIBLE_NOCOLOR: Print without colours.
ANSIBLE_FORCE_COLOR: Print with colours where there is no terminal too.
COLOR_CHANGED: The colour of what changed.
COLOR_CONSOLE_PROMPT: The colour of the console's prompt.
COLOR_DEBUG: The colour of messages for debugging.
COLOR_DEPRECATE: The colour of deprecations.
COLOR_DIFF_ADD: The colour of added lines in a difference.
COLOR_DIFF_LINES: The colour of the line numbers in a difference.
COLOR_DIFF_REMOVE: The colour of removed lines in a difference.
COLOR_ERROR: The colour of failures and errors.
COLOR_HIGHLIGHT: The colour of what is to stand out.
COLOR_INCLUDED: The colour of included files.
COLOR_OK: The colour of what is ok.
COLOR_SKIP: The colour of what was skipped.
COLOR_UNREACHABLE: The colour of hosts out of reach.
COLOR_VERBOSE: The colour of what -v adds.
COLOR_WARN: The colour of warnings.
LOG_VERBOSITY: How much the log tells, as so many -v would; as much as the output unless set.
DEFAULT_LOG_PATH: Keep a log of all runs in this file.
DEFAULT_LOG_FILTER: Parts of the program whose messages the log leaves out.
DEFAULT_HOST_LIST: Inventories to read where none is given with -i.
DEFAULT_FORKS: How many hosts are worked on at a time.
DEFAULT_ROLES_PATH: Folders in which roles are looked for, after those beside the playbook.
COLLECTIONS_PATHS: Folders in which collections are installed, below ansible_collections.
COLLECTIONS_SCAN_SYS_PATH: Look for collections among the packages of Python as well.
DEFAULT_MODULE_PATH: Folders with modules of your own.
DEFAULT_MODULE_UTILS_PATH: Folders with Python code that modules of your own import.
INTERPRETER_PYTHON: The Python that runs modules of your own on hosts; auto looks for one.
PYTHON_MODULE_RLIMIT_NOFILE: How many files a module written in Python may have open on a host; 0 leaves the limit as it is.
FACTS_MODULES: Modules that gather facts; smart takes setup.
DEFAULT_NO_TARGET_SYSLOG: Modules written in Python write nothing to the host's log.
DEFAULT_REMOTE_USER: The user to log in as; by default that of this machine.
DEFAULT_REMOTE_PORT: The port to connect to.
DEFAULT_PRIVATE_KEY_FILE: The key to log in with.
DEFAULT_TIMEOUT: Seconds after which connecting is given up.
DEFAULT_TRANSPORT: How hosts are reached: ssh, local, docker or openssh.
HOST_KEY_CHECKING: Refuse hosts whose key is not known or is another one than before.
SSHPASS_PROMPT: What the question for a password must hold, for servers that ask in words of their own.
SSH_RETRIES: How often connecting is tried again.
SSH_ARGS: Options of ssh, as its command line has them, for all connections.
SSH_COMMON_ARGS: Further options of ssh for all connections.
SSH_EXTRA_ARGS: Further options of ssh for shells.
DEFAULT_BECOME: Run tasks as another user.
DEFAULT_BECOME_METHOD: How to become another user: sudo, su or doas.
DEFAULT_BECOME_USER: The user to become.
DEFAULT_BECOME_EXE: The program that becomes another user, where it has another name or place.
DEFAULT_BECOME_FLAGS: Options for that program.
BECOME_ALLOW_SAME_USER: Become a user even where that one is logged in already.
BECOME_PASSWORD_FILE: A file, or a program, that holds the password to become another user.
DEFAULT_BECOME_ASK_PASS: Ask for the password to become another user.
CONNECTION_PASSWORD_FILE: A file, or a program, that holds the password to log in.
DEFAULT_ASK_PASS: Ask for the password to log in.
DEFAULT_ASK_VAULT_PASS: Ask for the password of vaults.
DEFAULT_GATHERING: Whether plays gather facts unless they say no (implicit), only where they say so (explicit), or where facts are not known yet (smart).
DEFAULT_GATHER_SUBSET: Which facts plays gather.
DEFAULT_GATHER_TIMEOUT: Seconds after which gathering facts is given up.
DEFAULT_FACT_PATH: The folder on hosts with facts of their own.
DEFAULT_HASH_BEHAVIOUR: Whether a dict that is defined again replaces the one before or is merged with it.
INJECT_FACTS_AS_VARS: Give facts as variables of their own names too, beside ansible_facts.
DEFAULT_MODULE_NAME: The module of an ad hoc task that names none.
DEFAULT_MODULE_ARGS: What an ad hoc task gives its module where -a is missing.
DEFAULT_POLL_INTERVAL: Seconds between two looks at a background task.
TASK_TIMEOUT: Seconds that a task may take; 0 sets no limit.
DEFAULT_LOAD_CALLBACK_PLUGINS: Ad hoc commands use the configured callbacks.
INVENTORY_EXPORT: The command inventory writes what defines groups and hosts, as --export does.
DEFAULT_STRATEGY: In which order hosts go through tasks: linear, free, host_pinned or debug.
DEFAULT_FORCE_HANDLERS: Run the handlers that were notified even after a failure.
ENABLE_TASK_DEBUGGER: Stop at a debugger where a task fails.
TASK_DEBUGGER_IGNORE_ERRORS: The debugger passes over failures that ignore_errors lets pass.
ERROR_ON_MISSING_HANDLER: End the run where a task notifies a handler that does not exist; otherwise warn.
ANY_ERRORS_FATAL: A failure on one host ends the play for all.
DEFAULT_JINJA2_NATIVE: Templates keep the types of what they give.
DEFAULT_JINJA2_EXTENSIONS: Extensions of Jinja to switch on: do and loopcontrols.
DEFAULT_VAULT_PASSWORD_FILE: A file, or a program, that holds the password of vaults.
DEFAULT_VAULT_IDENTITY_LIST: Vault identities, each as LABEL@SOURCE, tried before those of the command line.
DEFAULT_VAULT_IDENTITY: The label of a password that is given without one.
DEFAULT_VAULT_ENCRYPT_IDENTITY: The label of the password to encrypt with.
DEFAULT_VAULT_ID_MATCH: Open a vault only with the password of the label it names.
VAULT_ENCRYPT_SALT: The salt to encrypt with, where the same text is to give the same vault; random unless set.
DEFAULT_LOCAL_TMP: The folder on this machine for the plain text of a vault while it is edited.
EDITOR: The editor for vaults.
PAGER: The program that shows long texts.
HOST_PATTERN_MISMATCH: What to do where a pattern matches no host: warning, error or ignore.
INVENTORY_ENABLED: The inventory plugins to try on a source, in this order.
INVENTORY_ANY_UNPARSED_IS_FAILED: End the run where any inventory can not be read.
INVENTORY_UNPARSED_IS_FAILED: End the run where no inventory can be read.
INVENTORY_UNPARSED_WARNING: Warn where no inventory could be read.
TRANSFORM_INVALID_GROUP_CHARS: What to do with names of groups that are no names of variables: replace them, or leave them, with or without a word.
INVENTORY_IGNORE_EXTS: Files with these endings are passed over in a folder of inventories.
INVENTORY_IGNORE_PATTERNS: Files whose names match these regular expressions are passed over in a folder of inventories.
INVENTORY_ALWAYS_SHOW_STDERR: Show what inventory scripts write to standard error even where they succeed.
YAML_FILENAME_EXTENSIONS: Endings of files of variables that are YAML.
VARIABLE_PRECEDENCE: The order in which variables of groups override each other, the weakest first.
PLAYBOOK_VARS_ROOT: Beside what group_vars and host_vars are looked for: the file of the play (top), the role or file of the task (bottom), or all of them (all).
RUN_VARS_PLUGINS: Read files of variables when a task needs them (demand) or together with the inventory (start).
VARIABLE_PLUGINS_ENABLED: Vars plugins in use; without host_group_vars no group_vars and host_vars are read.
HOST_GROUP_VARS_STAGE: When group_vars and host_vars are read: with the inventory, for tasks, or both (all).
TAGS_RUN: Run only tasks with these tags.
TAGS_SKIP: Run no tasks with these tags.
ANSIBLE_HOME: The folder that other paths are in by default.
CACHE_PLUGIN: Where facts are kept between runs: memory for nowhere, jsonfile for files.
CACHE_PLUGIN_CONNECTION: The folder of the files in which facts are kept.
CACHE_PLUGIN_PREFIX: What the names of those files begin with.
CACHE_PLUGIN_TIMEOUT: Seconds for which kept facts are good; 0 for ever.
MAX_FILE_SIZE_FOR_DIFF: Files with more bytes are left out of differences; 0 sets no limit.
DEFAULT_MANAGED_STR: What ansible_managed says in templates.
DEFAULT_NO_LOG: Hide the results of all tasks.
DEFAULT_PRIVATE_ROLE_VARS: Keep variables of roles from the rest of the play.
DUPLICATE_YAML_DICT_KEY: What to do where a mapping has a key twice: warn, error or ignore.
INVALID_TASK_ATTRIBUTE_FAILED: Refuse tasks with keywords that do not exist; otherwise warn.
PLAYBOOK_DIR: The folder whose roles and variables are found by commands without a playbook.
PLUGIN_FILTERS_CFG: A YAML file that lists modules which are not to be used.
RETRY_FILES_ENABLED: Note the hosts that failed in a file that --limit takes.
RETRY_FILES_SAVE_PATH: The folder for those files; beside the playbook unless set.
`)

const optionTexts = textTable(`
become.become_user: The user to become.
become.become_exe: The program to call, where it has another name or place.
become.become_flags: Options for the program.
become.become_pass: The password that the program asks for.
cache._uri: The folder of the files.
cache._prefix: What the names of the files begin with.
cache._timeout: Seconds for which what is kept is good; 0 for ever.
callback.directory: The folder that gets a file for each host.
callback.display_skipped_hosts: Show tasks and items that were skipped.
callback.display_ok_hosts: Show results that are ok.
callback.display_failed_stderr: Write failed and unreachable results to standard error.
callback.show_custom_stats: Show what set_stats collected, after the recap.
callback.show_per_host_start: Say when each host begins a task.
callback.check_mode_markers: Mark headings in a dry run.
callback.show_task_path_on_failure: Tell the file and line of a task that fails.
callback.result_format: Whether results are shown as json or as yaml.
callback.pretty_results: Spread results over lines and indent them, or keep them compact.
connection.pipelining: Accepted without effect: scripts always go through a shell that stays open.
connection.ssh.host: The name or address to connect to.
connection.ssh.host_key_checking: Refuse hosts whose key is not known or is another one than before.
connection.ssh.password: The password to log in, also of a key that is encrypted.
connection.ssh.sshpass_prompt: What the question for a password must hold.
connection.ssh.ssh_executable: The ssh program, for the connection openssh.
connection.ssh.sftp_executable connection.ssh.scp_executable connection.ssh.scp_extra_args connection.ssh.sftp_extra_args connection.ssh.sftp_batch_mode connection.ssh.ssh_transfer_method: Accepted without effect: files go through the shell.
connection.ssh.reconnection_retries: How often connecting is tried again.
connection.ssh.port: The port to connect to.
connection.ssh.remote_user: The user to log in as.
connection.ssh.private_key_file: The key to log in with.
connection.ssh.control_path connection.ssh.control_path_dir: Accepted without effect: a connection is this process's own and stays open for the run.
connection.ssh.use_tty: Accepted without effect: shells have no terminal.
connection.ssh.timeout: Seconds after which connecting is given up.
connection.ssh.pkcs11_provider: A library with keys on a device; such connections go through the ssh program.
connection.ssh.ssh_args: Options of ssh, as its command line has them.
connection.ssh.ssh_common_args: Further options of ssh for all connections.
connection.ssh.ssh_extra_args: Further options of ssh for shells.
inventory.always_show_stderr: Show what the program writes to standard error even where it succeeds.
inventory.yaml_extensions: Endings of the files that are read.
shell.remote_tmp: The folder on hosts for temporary files.
shell.async_dir: The folder on hosts with what is known of background tasks.
vars.stage: When the files are read: with the inventory, for tasks, or both (all).
`)
