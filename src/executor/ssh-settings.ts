/** The settings of an SSH connection: Ansible's variables over keywords, the command line and the configuration. */
import { homedir, userInfo } from 'node:os'
import { join } from 'node:path'
import type { SshSettings } from '../connection/connection.ts'
import { toBoolean } from '../modules/kit/coerce.ts'
import { Secret } from '../values.ts'
import { numberVariable, type Reach, variable } from './connection-settings.ts'
import { keyword, text, toInteger } from './keywords.ts'

export const sshSettings = (reach: Reach, transport: 'ssh' | 'openssh'): SshSettings => {
  const { task, templar, settings } = reach
  const password = variable(reach, 'ansible_password', 'ansible_ssh_pass', 'ansible_ssh_password')
  const keyFile = variable(reach, 'ansible_ssh_private_key_file', 'ansible_private_key_file')
  return {
    transport,
    host: variable(reach, 'ansible_host', 'ansible_ssh_host') ?? reach.host,
    port:
      numberVariable(reach, 'ansible_port', 'ansible_ssh_port') ??
      toInteger(keyword(task, 'port', templar)) ??
      settings.connection.port ??
      22,
    user:
      variable(reach, 'ansible_user', 'ansible_ssh_user') ??
      text(task, 'remote_user', templar) ??
      settings.connection.user ??
      userInfo().username,
    password: password === undefined ? settings.connection.password : new Secret(password),
    privateKeyFiles: keyFiles(keyFile ?? settings.connection.privateKeyFile),
    agent: process.env.SSH_AUTH_SOCK,
    hostKeyChecking: hostKeyChecking(reach),
    knownHostsFiles: [join(homedir(), '.ssh', 'known_hosts'), '/etc/ssh/ssh_known_hosts'],
    connectTimeout: numberVariable(reach, 'ansible_ssh_timeout', 'ansible_timeout') ?? settings.connection.timeout,
    keepaliveInterval: 15,
  }
}

const defaultKeys = ['id_ed25519', 'id_ecdsa', 'id_rsa']

const keyFiles = (given: string | undefined): readonly string[] =>
  given === undefined
    ? defaultKeys.map((name) => join(homedir(), '.ssh', name))
    : [given.replace(/^~(?=\/)/, homedir())]

const hostKeyChecking = (reach: Reach): 'yes' | 'accept-new' | 'no' => {
  const own = variable(reach, 'ansible_ssh_host_key_checking', 'ansible_host_key_checking')
  const checking = own === undefined ? reach.settings.connection.hostKeyChecking : toBoolean(own) !== false
  return checking ? 'yes' : 'no'
}
