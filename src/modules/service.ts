import { type UnitManager, unit } from '../remote/queries/unit.ts'
import { ModuleFailure, warning } from './kit/change.ts'
import { defineModule } from './kit/module.ts'
import { bool, choice, int, str } from './kit/option.ts'
import { planService, serviceResult } from './shared/service-plan.ts'

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
    daemon_reload: bool({ default: false, help: 'Accepted for what is written for systemd.' }),
  },
  inspect: ({ name, use }) => ({ unit: unit(name, { manager: managers[use] ?? 'auto' }) }),
  *plan(options, answers) {
    if (options.state === undefined && options.enabled === undefined) {
      throw new ModuleFailure("Neither 'state' nor 'enabled' set")
    }
    if (answers.unit.manager === 'systemd') yield* unused(options).map(warning)
    yield* planService(options, answers.unit)
  },
  returns: ({ options, before }) => serviceResult(options, before.unit),
})

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
