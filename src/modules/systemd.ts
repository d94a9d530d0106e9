import { none } from '../remote/queries/none.ts'
import { type UnitAnswer, unit } from '../remote/queries/unit.ts'
import { sh } from '../remote/sh.ts'
import { dict } from '../values.ts'
import { change } from './kit/change.ts'
import { defineModule } from './kit/module.ts'
import { bool, choice, str } from './kit/option.ts'
import { planService, serviceResult, systemctl } from './shared/service-plan.ts'

const missing: UnitAnswer = {
  manager: 'none',
  found: false,
  active: false,
  busy: false,
  enabled: undefined,
  masked: false,
  status: new Map(),
  planned: false,
}

/** Starts, stops, enables and masks units of systemd. */
export default defineModule({
  name: 'systemd',
  summary: 'Start, stop, enable and mask units of systemd.',
  options: {
    name: str({ aliases: ['service', 'unit'], help: 'The unit.' }),
    state: choice(['reloaded', 'restarted', 'started', 'stopped'], { help: 'What it is to do.' }),
    enabled: bool({ help: 'Whether it starts with the host.' }),
    force: bool({ help: 'Replace links that conflict.' }),
    masked: bool({ help: 'Whether it can not be started at all.' }),
    daemon_reload: bool({ default: false, aliases: ['daemon-reload'], help: 'Read unit files anew first.' }),
    daemon_reexec: bool({ default: false, aliases: ['daemon-reexec'], help: 'Start the manager anew first.' }),
    scope: choice(['system', 'user', 'global'], { default: 'system', help: 'Whose manager it is.' }),
    no_block: bool({ default: false, help: 'Do not wait until it is done.' }),
  },
  rules: {
    requiredOneOf: [['state', 'enabled', 'masked', 'daemon_reload', 'daemon_reexec']],
    requiredBy: { state: ['name'], enabled: ['name'], masked: ['name'] },
  },
  inspect: ({ name: unitName, scope }) => ({
    unit: unitName === undefined ? none(missing) : unit(unitName, { scope, manager: 'systemd' }),
  }),
  *plan(options, answers) {
    if (options.daemon_reload) yield reload(options, 'daemon-reload')
    if (options.daemon_reexec) yield reload(options, 'daemon-reexec')
    if (options.name !== undefined) yield* planService({ ...options, name: options.name }, answers.unit)
  },
  returns: ({ options, before, changed }) => {
    const { name: unitName } = options
    if (unitName === undefined) return dict({ changed: false, name: null, status: new Map() })
    const own = { ...options, name: unitName }
    const differs = [...planService(own, before.unit)].length > 0
    return new Map([...serviceResult(own, before.unit), ['changed', changed && differs]])
  },
})

/** Reading unit files anew is no change of the host. */
const reload = (options: Parameters<typeof systemctl>[0], verb: string) =>
  change({ summary: verb, effects: [], commands: [sh`${systemctl(options)} ${verb}`] })
