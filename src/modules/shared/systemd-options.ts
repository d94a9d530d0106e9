/** What only systemd can do, whether it is asked by `systemd` or by `service`. */
import { sh } from '../../remote/sh.ts'
import { type Change, change } from '../kit/change.ts'
import { bool, choice } from '../kit/option.ts'
import { systemctl } from './service-plan.ts'

/** Options of units and of their manager. */
export const systemdOptions = {
  force: bool({ help: 'Replace links that conflict.' }),
  masked: bool({ help: 'Whether it can not be started at all.' }),
  daemon_reload: bool({ default: false, aliases: ['daemon-reload'], help: 'Read unit files anew first.' }),
  daemon_reexec: bool({ default: false, aliases: ['daemon-reexec'], help: 'Start the manager anew first.' }),
  scope: choice(['system', 'user', 'global'], { default: 'system', help: 'Whose manager it is.' }),
  no_block: bool({ default: false, help: 'Do not wait until it is done.' }),
}

interface Reloads extends NonNullable<Parameters<typeof systemctl>[0]> {
  readonly daemon_reload: boolean
  readonly daemon_reexec: boolean
}

/** Reading unit files anew is no change of the host. */
export function* planReloads(options: Reloads): Iterable<Change> {
  if (options.daemon_reload) yield reload(options, 'daemon-reload')
  if (options.daemon_reexec) yield reload(options, 'daemon-reexec')
}

const reload = (options: Reloads, verb: string): Change =>
  change({ summary: verb, effects: [], commands: [sh`${systemctl(options)} ${verb}`] })
