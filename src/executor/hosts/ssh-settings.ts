/** The settings of an SSH connection: Ansible's variables over keywords, the command line and the configuration. */
import type { SshSettings } from '../../connection/connection.ts'
import { resolveSsh } from '../../connection/resolve-ssh.ts'
import { toBoolean } from '../../modules/kit/coerce.ts'
import { expandHome } from '../../util/expand-home.ts'
import { Secret } from '../../values.ts'
import { keyword, text, toInteger } from '../tasks/keywords.ts'
import { numberVariable, type Reach, variable } from './reach.ts'

/** How to reach a host by SSH. What nobody says is left to ssh_config. */
export const sshSettings = (reach: Reach, transport: 'ssh' | 'openssh'): SshSettings => {
  const { task, templar, settings } = reach
  const { connection } = settings
  const password = variable(reach, 'ansible_password', 'ansible_ssh_pass', 'ansible_ssh_password')
  const passphrase = variable(reach, 'ansible_ssh_private_key_passphrase', 'ansible_private_key_passphrase')
  const privateKeyFile =
    variable(reach, 'ansible_ssh_private_key_file', 'ansible_private_key_file') ?? connection.privateKeyFile
  const retries = numberVariable(reach, 'ansible_ssh_retries') ?? connection.retries
  const resolved = resolveSsh({
    transport,
    host: variable(reach, 'ansible_host', 'ansible_ssh_host') ?? reach.host,
    port:
      numberVariable(reach, 'ansible_port', 'ansible_ssh_port') ??
      toInteger(keyword(task, 'port', templar)) ??
      connection.port,
    user: variable(reach, 'ansible_user', 'ansible_ssh_user') ?? text(task, 'remote_user', templar) ?? connection.user,
    password: password === undefined ? connection.password : new Secret(password),
    privateKeyFile: privateKeyFile === undefined ? undefined : expandHome(privateKeyFile),
    passphrase: passphrase === undefined ? undefined : new Secret(passphrase),
    agent: process.env.SSH_AUTH_SOCK,
    hostKeyChecking: hostKeyChecking(reach),
    connectTimeout: numberVariable(reach, 'ansible_ssh_timeout', 'ansible_timeout') ?? connection.timeout,
    firstArguments: variable(reach, 'ansible_ssh_args') ?? connection.sshArgs,
    lastArguments: [
      variable(reach, 'ansible_ssh_common_args') ?? connection.sshCommonArgs,
      variable(reach, 'ansible_ssh_extra_args') ?? connection.sshExtraArgs,
    ],
  })
  const passwordPrompt = (variable(reach, 'ansible_sshpass_prompt') ?? connection.passwordPrompt) || undefined
  return retries > 0 || passwordPrompt ? { ...resolved, retries, passwordPrompt } : resolved
}

/** Checking is left to ssh's options unless it is turned off, as the reference does it. */
const hostKeyChecking = (reach: Reach): 'no' | undefined => {
  const own = variable(reach, 'ansible_ssh_host_key_checking', 'ansible_host_key_checking')
  const checking = own === undefined ? reach.settings.connection.hostKeyChecking : toBoolean(own) !== false
  return checking ? undefined : 'no'
}
