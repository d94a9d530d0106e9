/** What results of the modules hold that playbooks use most. Only documentation loads this. */
import { type Dict, dict, type Value } from '../../values.ts'

/** The values that a module returns, as ansible-doc's JSON has them; undefined where none are described. */
export const moduleReturns = (name: string): Dict | undefined => {
  const text = returns[name]
  return text === undefined ? undefined : new Map(text.trim().split('\n').map(entry))
}

/** `name type when: text`; what stands for `when` has `_` for spaces. */
const entry = (line: string): [Value, Value] => {
  const [, name = '', type = '', when = '', text = ''] = /^(\S+) (\S+) (\S+): (.*)$/.exec(line.trim())!
  return [name, dict({ description: [text], returned: when.replaceAll('_', ' '), type })]
}

const command = `
  cmd raw always: The command line, as a list or as it was written.
  rc int always: The exit status.
  stdout str always: What was printed.
  stdout_lines list always: The same by lines.
  stderr str always: What was written to standard error.
  stderr_lines list always: The same by lines.
  start str always: When it began.
  end str always: When it ended.
  delta str always: How long it took.
  msg str always: What was wrong, if anything.`

const attributes = `
  owner str where_the_file_is_there: Its owner.
  group str where_the_file_is_there: Its group.
  uid int where_the_file_is_there: The number of its owner.
  gid int where_the_file_is_there: The number of its group.
  mode str where_the_file_is_there: Its permissions in octal.
  size int where_the_file_is_there: Its size in bytes.
  state str where_the_file_is_there: What it is: file, directory, link or hard.`

const written = `
  dest str success: The path of the file.
  src str changed: Where its content came from.
  checksum str success: The SHA-1 of its content.
  md5sum str changed: The MD5 of its content.
  backup_file str with_backup: The copy of the file before.${attributes}`

const edited = `
  msg str success: What was done.
  backup_file str with_backup: The copy of the file before.`

const packages = `
  results list success: What the package manager did.
  rc int success: Its exit status.
  msg str failure: What was wrong.`

const unit = `
  name str success: The service.
  state str with_state: What it is now: started or stopped.
  enabled bool with_enabled: Whether it begins with the host.
  status dict success: What the service manager knows of it.`

const returns: Readonly<Record<string, string>> = {
  command,
  shell: command,
  script: `
  rc int always: The exit status.
  stdout str always: What was printed.
  stdout_lines list always: The same by lines.
  stderr str always: What was written to standard error.
  stderr_lines list always: The same by lines.`,
  raw: `
  rc int always: The exit status.
  stdout str always: What was printed.
  stdout_lines list always: The same by lines.
  stderr str always: What was written to standard error.
  stderr_lines list always: The same by lines.`,
  file: `
  path str unless_a_link: The path.
  dest str for_links: The path of the link.
  src str for_links: What it leads to.${attributes}`,
  copy: written,
  template: written,
  assemble: written,
  lineinfile: `
  msg str success: What was done.
  backup str with_backup: The copy of the file before.`,
  replace: edited,
  blockinfile: edited,
  ini_file: `
  path str success: The path of the file.
  msg str success: What was done.
  backup_file str with_backup: The copy of the file before.`,
  set_fact: `
  ansible_facts dict success: The variables that were set.`,
  setup: `
  ansible_facts dict always: The facts by their names.`,
  include_vars: `
  ansible_facts dict success: The variables that were read.
  ansible_included_var_files list success: The files they were read from.`,
  service: unit,
  systemd: unit,
  apt: `
  cache_updated bool success: Whether the package lists were fetched.
  cache_update_time int success: When they were fetched last, in seconds since 1970.
  stdout str changed: What apt printed.
  stderr str changed: What apt wrote to standard error.`,
  yum: packages,
  dnf: packages,
  package: packages,
  assert: `
  msg str always: The message for success or failure.
  assertion raw failure: The condition that does not hold.
  evaluated_to bool failure: What it gave.`,
  fail: `
  msg str always: The message.`,
  debug: `
  msg raw with_msg: The message.`,
  stat: `
  stat dict always: What is there. Only exists is told of what is not; else path, mode, uid, gid, size, isreg, isdir, islnk, mtime, checksum and others.`,
  uri: `
  status int always: The status of the answer.
  content str with_return_content: The body of the answer.
  json raw where_the_answer_is_JSON: The body as data.
  url str always: The address that answered, after redirections.
  elapsed int always: Seconds it took.
  redirected bool success: Whether it was redirected.
  msg str always: What was wrong, or how many bytes came.`,
  get_url: `
  url str success: The address.
  dest str success: The path of the file.
  status_code int always: The status of the answer.
  elapsed int always: Seconds it took.
  checksum_src str success: The SHA-1 of what was fetched.
  checksum_dest str success: The SHA-1 of the file.
  msg str always: What the server said.${attributes}`,
  user: `
  name str always: The user.
  uid int where_the_user_is_there: The number of the user.
  group int where_the_user_is_there: The number of the user's group.
  home str where_the_user_is_there: The home folder.
  shell str where_the_user_is_there: The login shell.
  comment str where_the_user_is_there: The full name.
  groups str with_groups: The other groups.
  append bool with_groups: Whether they were added to those before.
  ssh_public_key str with_generate_ssh_key: The public key.
  ssh_key_file str with_generate_ssh_key: The file of the key.
  ssh_fingerprint str with_generate_ssh_key: The fingerprint of the key.`,
  group: `
  name str always: The group.
  gid int where_the_group_is_there: The number of the group.
  system bool where_the_group_is_there: Whether it was asked to be one of the system.
  state str always: Whether it was to be there.`,
  wait_for: `
  elapsed int always: Seconds it took.
  state str success: What was waited for.
  match_groups list with_search_regex: The groups of the match.
  match_groupdict dict with_search_regex: Its named groups.`,
  slurp: `
  content str success: The bytes in Base64.
  encoding str success: base64.
  source str success: The path of the file.`,
  git: `
  before str success: The commit before; null where there was none.
  after str success: The commit now.
  remote_url_changed bool where_it_did: Whether the repository has another address than before.`,
  find: `
  files list success: What was found, each with what stat tells of it.
  matched int success: How many were found.
  examined int success: How many were looked at.
  skipped_paths dict success: Paths that could not be searched, and why.`,
  cron: `
  jobs list success: The names of all jobs.
  envs list success: The names of all variables.`,
  apt_repository: `
  repo str success: The line of the repository.
  sources_added list success: Files that were made.
  sources_removed list success: Files that were removed.`,
  pause: `
  user_input str always: What was typed.
  delta int always: Seconds it took.
  start str always: When it began.
  stop str always: When it ended.
  echo bool always: Whether what was typed was shown.`,
  pip: `
  cmd str success: The command.
  name list with_name: The packages.
  version str with_version: The version.
  requirements str with_requirements: The file.
  virtualenv str with_virtualenv: The environment.`,
  unarchive: `
  dest str always: The folder.
  src str always: The archive on the host.
  handler str always: The kind of archive.
  files list with_list_files: The names in the archive.${attributes}`,
  fetch: `
  dest str success: The file on this machine.
  checksum str success: The SHA-1 of the file.
  remote_checksum str changed: The same on the host.
  md5sum str success: The MD5 of the file.`,
  tempfile: `
  path str success: The path that was made.${attributes}`,
  getent: `
  ansible_facts dict success: The entries below getent_ and the name of the database.`,
  reboot: `
  rebooted bool always: Whether the host started again.
  elapsed int always: Seconds it took.`,
  service_facts: `
  ansible_facts dict success: Below services, what is known of each by its name.`,
  package_facts: `
  ansible_facts dict success: Below packages, a list of versions for each name.`,
  hostname: `
  name str success: The name of the host.`,
  ping: `
  ping str success: pong, or what was given as data.`,
  async_status: `
  ansible_job_id str always: The number of the job.
  started int always: 1 once it has begun.
  finished int always: 1 once it has ended.
  results_file str always: The file that tells of it.`,
  mount: `
  name str success: The place.
  src str success: What is mounted.
  fstype str success: The kind of file system.
  opts str success: The options.
  dump str success: The fifth field of fstab.
  passno str success: The sixth field of fstab.`,
  authorized_key: `
  user str success: The user.
  key str success: The key.
  keyfile str success: The file with the keys.`,
}
