import { type UnitAnswer, type UnitManager, unit } from '../remote/queries/unit.ts'
import { ModuleFailure, warning } from './kit/change.ts'
import { defineModule } from './kit/module.ts'
import { bool, choice, int, str } from './kit/option.ts'
import { planService, type ServiceOptions, serviceResult } from './shared/service-plan.ts'
import { planReloads, systemdOptions } from './shared/systemd-options.ts'

/** Starts, stops and enables services with whatever manages them on the host. */
export default defineModule({
  name: 'service',
  summary: 'Start, stop, restart and enable services.',
  options: {
    name: str({ required: true, help: 'The service.' }),
    state: choice(['reloaded', 'restarted', 'started', 'stopped'], { help: 'What it is to do.' }),
    enabled: bool({ help: 'Whether it starts with the host.' }),
    arguments: str({ default: '', aliases: ['args'], help: 'Arguments for an init script.' }),
    pattern: str({ help: 'Accepted; services are asked for their state.' }),
    runlevel: str({ default: 'default', help: "OpenRC's runlevel." }),
    sleep: int({ help: 'Seconds between stop and start of an init script.' }),
    use: str({ default: 'auto', help: 'The service manager; found out unless told.' }),
    ...systemdOptions,
  },
  inspect: ({ name, use, scope }) => ({ unit: unit(name, { manager: managers[use] ?? 'auto', scope }) }),
  *plan(options, answers) {
    if (!isAsked(options, answers.unit.manager)) throw new ModuleFailure("Neither 'state' nor 'enabled' set")
    if (answers.unit.manager !== 'systemd') return yield* planService({ ...options, masked: undefined }, answers.unit)
    yield* unused(options).map(warning)
    yield* planReloads(options)
    yield* planService(options, answers.unit)
  },
  returns: ({ options, before: { unit }, changed }) => {
    const differs = changed && (!reloads(options) || [...planService(options, unit)].length > 0)
    return new Map([...serviceResult(options, unit), ['changed', differs]])
  },
})

interface ForSystemd {
  readonly masked: boolean | undefined
  readonly daemon_reload: boolean
  readonly daemon_reexec: boolean
}

const reloads = ({ daemon_reload, daemon_reexec }: ForSystemd): boolean => daemon_reload || daemon_reexec

const isAsked = (
  options: ForSystemd & Pick<ServiceOptions, 'state' | 'enabled'>,
  manager: UnitAnswer['manager'],
): boolean =>
  options.state !== undefined ||
  options.enabled !== undefined ||
  (manager === 'systemd' && (options.masked !== undefined || reloads(options)))

interface ForScripts {
  readonly arguments: string
  readonly pattern: string | undefined
  readonly runlevel: string
  readonly sleep: number | undefined
}

/** What only init scripts and OpenRC make use of. */
const unused = ({ pattern, runlevel, sleep, ...options }: ForScripts): string[] => {
  const given = {
    pattern: pattern !== undefined,
    runlevel: runlevel !== 'default',
    sleep: sleep !== undefined,
    arguments: options.arguments !== '',
  }
  return Object.entries(given).flatMap(([name, is]) =>
    is ? [`Ignoring "${name}" as it is not used in "systemd"`] : [],
  )
}

/** Ansible's names of service managers. */
const managers: Readonly<Record<string, UnitManager>> = {
  systemd: 'systemd',
  systemd_service: 'systemd',
  openrc: 'openrc',
  sysvinit: 'sysv',
}
