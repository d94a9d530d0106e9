/** The settings of an SSH connection: Ansible's variables over keywords, the command line and the configuration. */
import { homedir, userInfo } from 'node:os'
import { join } from 'node:path'
import type { SshSettings } from '../connection/connection.ts'
import { toBoolean } from '../modules/kit/coerce.ts'
import { splitWords } from '../util/split-words.ts'
import { Secret } from '../values.ts'
import { numberVariable, type Reach, variable } from './connection-settings.ts'
import { keyword, text, toInteger } from './keywords.ts'
import { proxyJumps, settingsFromOptions, sshArguments } from './ssh-arguments.ts'

export const sshSettings = (reach: Reach, transport: 'ssh' | 'openssh'): SshSettings => {
  const { task, templar, settings } = reach
  const password = variable(reach, 'ansible_password', 'ansible_ssh_pass', 'ansible_ssh_password')
  const given = commandLine(reach)
  const options = sshArguments(given)
  const asked = settingsFromOptions(options)
  const own: SshSettings = {
    keepaliveInterval: 15,
    agent: process.env.SSH_AUTH_SOCK,
    knownHostsFiles: [join(homedir(), '.ssh', 'known_hosts'), '/etc/ssh/ssh_known_hosts'],
    ...asked,
    transport,
    host: variable(reach, 'ansible_host', 'ansible_ssh_host') ?? reach.host,
    port:
      numberVariable(reach, 'ansible_port', 'ansible_ssh_port') ??
      toInteger(keyword(task, 'port', templar)) ??
      settings.connection.port ??
      asked.port ??
      22,
    user:
      variable(reach, 'ansible_user', 'ansible_ssh_user') ??
      text(task, 'remote_user', templar) ??
      settings.connection.user ??
      asked.user ??
      userInfo().username,
    password: password === undefined ? settings.connection.password : new Secret(password),
    privateKeyFiles: keyFiles(reach) ?? asked.privateKeyFiles ?? defaultKeyFiles(),
    hostKeyChecking: checksHostKeys(reach) ? (asked.hostKeyChecking ?? 'yes') : 'no',
    connectTimeout: numberVariable(reach, 'ansible_ssh_timeout', 'ansible_timeout') ?? settings.connection.timeout,
    ...(transport === 'openssh' && { extraArguments: splitWords(given) }),
  }
  const proxyJump = proxyJumps(options, own)
  return proxyJump ? { ...own, proxyJump } : own
}

/** What Ansible would put on the command line of ssh, in its order. */
const commandLine = (reach: Reach): string => {
  const { sshArgs, sshCommonArgs, sshExtraArgs } = reach.settings.connection
  return [
    variable(reach, 'ansible_ssh_args') ?? sshArgs,
    variable(reach, 'ansible_ssh_common_args') ?? sshCommonArgs,
    variable(reach, 'ansible_ssh_extra_args') ?? sshExtraArgs,
  ].join(' ')
}

const keyFiles = (reach: Reach): readonly string[] | undefined => {
  const given =
    variable(reach, 'ansible_ssh_private_key_file', 'ansible_private_key_file') ??
    reach.settings.connection.privateKeyFile
  return given === undefined ? undefined : [given.replace(/^~(?=\/)/, homedir())]
}

const defaultKeyFiles = (): readonly string[] =>
  ['id_ed25519', 'id_ecdsa', 'id_rsa'].map((name) => join(homedir(), '.ssh', name))

const checksHostKeys = (reach: Reach): boolean => {
  const own = variable(reach, 'ansible_ssh_host_key_checking', 'ansible_host_key_checking')
  return own === undefined ? reach.settings.connection.hostKeyChecking : toBoolean(own) !== false
}
