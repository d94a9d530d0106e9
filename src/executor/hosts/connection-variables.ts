/** Variables that tell how a task's host is reached, where nobody defined them. */
import type { Templar } from '../../templating/templar.ts'
import type { Value } from '../../values.ts'
import { text, toInteger } from '../tasks/keywords.ts'
import type { Asker } from './target.ts'

/**
 * The same templates with `ansible_host`, `ansible_connection` and the like as the weakest variables. What decides how
 * the host is reached must not see them.
 *
 * @param host gives the inventory's name of the host that is reached
 */
export const withConnectionVariables = (
  asker: Pick<Asker, 'playRun' | 'task' | 'templar'>,
  host: () => string,
): Templar => {
  const { scope } = asker.templar
  const made = (name: string): Value | undefined => makers[name]?.(asker, host())
  return asker.templar.withScope({
    get: (name) => (scope.has(name) ? scope.get(name) : made(name)),
    has: (name) => scope.has(name) || made(name) !== undefined,
    names: () => scope.names(),
    origin: (name) => scope.origin?.(name) ?? 'run',
  })
}

type Maker = (asker: Pick<Asker, 'playRun' | 'task' | 'templar'>, host: string) => Value | undefined

const address: Maker = (_, host) => (host === 'localhost' ? '127.0.0.1' : host)
const transport: Maker = ({ playRun, task, templar }) =>
  text(task, 'connection', templar) ?? playRun.run.settings.connection.transport
const user: Maker = ({ playRun, task, templar }) =>
  text(task, 'remote_user', templar) ?? playRun.run.settings.connection.user
const port: Maker = ({ playRun, task, templar }) =>
  toInteger(text(task, 'port', templar)) ?? playRun.run.settings.connection.port
const timeout: Maker = ({ playRun }) => playRun.run.settings.connection.timeout

const makers: Readonly<Record<string, Maker>> = {
  ansible_host: address,
  ansible_ssh_host: address,
  ansible_connection: transport,
  ansible_user: user,
  ansible_ssh_user: user,
  ansible_port: port,
  ansible_ssh_port: port,
  ansible_timeout: timeout,
  ansible_ssh_timeout: timeout,
  ansible_shell_executable: () => '/bin/sh',
}
