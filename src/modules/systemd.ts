import { none } from '../remote/queries/none.ts'
import { type UnitAnswer, unit } from '../remote/queries/unit.ts'
import { dict } from '../values.ts'
import { defineModule } from './kit/module.ts'
import { bool, choice, str } from './kit/option.ts'
import { planService, serviceResult } from './shared/service-plan.ts'
import { planReloads, systemdOptions } from './shared/systemd-options.ts'

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
    ...systemdOptions,
  },
  rules: {
    requiredOneOf: [['state', 'enabled', 'masked', 'daemon_reload', 'daemon_reexec']],
    requiredBy: { state: ['name'], enabled: ['name'], masked: ['name'] },
  },
  inspect: ({ name: unitName, scope }) => ({
    unit: unitName === undefined ? none(missing) : unit(unitName, { scope, manager: 'systemd' }),
  }),
  *plan(options, answers) {
    yield* planReloads(options)
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
