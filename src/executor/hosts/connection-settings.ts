/** From variables, keywords and the command line to the settings of a connection and of become. */
import type { ConnectionSettings } from '../../connection/connection.ts'
import { ModuleFailure } from '../../modules/kit/change.ts'
import { toBoolean } from '../../modules/kit/coerce.ts'
import { playOf } from '../../playbook/inheritance.ts'
import type { Become } from '../../remote/remote-host.ts'
import { Secret } from '../../values.ts'
import type { BecomeOption } from '../run.ts'
import { flag, text } from '../tasks/keywords.ts'
import { type Reach, variable, variableValue } from './reach.ts'
import { sshSettings } from './ssh-settings.ts'

/** How to reach the host. */
export const connectionSettings = (reach: Reach): ConnectionSettings => {
  const { task, templar, settings } = reach
  const transport =
    variable(reach, 'ansible_connection') ?? text(task, 'connection', templar) ?? settings.connection.transport
  switch (shortName(transport)) {
    case 'local':
      // Files and programs without a path are those beside the playbook.
      return { transport: 'local', directory: playOf(task).directory }
    case 'ssh':
    case 'smart':
    case 'paramiko':
    case 'paramiko_ssh':
      return sshSettings(reach, 'ssh')
    case 'openssh':
      return sshSettings(reach, 'openssh')
    case 'docker':
      return {
        transport: 'docker',
        container: variable(reach, 'ansible_docker_host') ?? variable(reach, 'ansible_host') ?? reach.host,
        user: variable(reach, 'ansible_user') ?? text(task, 'remote_user', templar),
      }
    default:
      throw new ModuleFailure(`the connection plugin '${transport}' was not found`)
  }
}

/** As whom the task's commands run; `undefined` for the login user. */
export const becomeSettings = (reach: Reach): Become | undefined => {
  const { task, templar, settings } = reach
  const wanted = variableValue(reach, 'ansible_become')
  const enabled = wanted === undefined ? flag(task, 'become', templar, settings.become.enabled) : toBoolean(wanted)
  if (!enabled) return undefined
  const method = shortName(
    variable(reach, 'ansible_become_method') ?? text(task, 'become_method', templar) ?? settings.become.method,
  )
  const own = (name: string): string | undefined => variable(reach, `ansible_${method}_${name}`)
  const configured = (name: BecomeOption): string | undefined => settings.become.configured(method, name)
  return {
    method,
    user:
      variable(reach, 'ansible_become_user') ??
      own('user') ??
      text(task, 'become_user', templar) ??
      settings.become.user,
    password: becomePassword(reach, own) ?? settings.become.password ?? secret(configured('pass')),
    exe:
      variable(reach, 'ansible_become_exe') ??
      own('exe') ??
      text(task, 'become_exe', templar) ??
      configured('exe') ??
      settings.become.exe,
    flags:
      variable(reach, 'ansible_become_flags') ??
      own('flags') ??
      text(task, 'become_flags', templar) ??
      configured('flags') ??
      settings.become.flags,
  }
}

const becomePassword = (reach: Reach, own: (name: string) => string | undefined): Secret | undefined => {
  const password =
    variable(reach, 'ansible_become_password') ??
    variable(reach, 'ansible_become_pass') ??
    own('password') ??
    own('pass')
  return secret(password)
}

const secret = (text: string | undefined): Secret | undefined => (text === undefined ? undefined : new Secret(text))

const shortName = (name: string): string => name.slice(name.lastIndexOf('.') + 1)
