import { type Dict, dict } from '../values.ts'
import { defineAction } from './kit/action.ts'
import { bool, dictionary } from './kit/option.ts'
import { checkVariableName } from './shared/variable-name.ts'

/** Sets figures that are shown at the end of the run. */
export default defineAction({
  name: 'set_stats',
  summary: 'Set figures that are shown at the end of the run.',
  options: {
    data: dictionary({ required: true, help: 'Names and values.' }),
    per_host: bool({ default: false, help: 'Kept for each host rather than for the run.' }),
    aggregate: bool({ default: true, help: 'Add to a figure of the same name instead of replacing it.' }),
  },
  controllerOnly: true,
  run({ options }) {
    const { per_host: perHost, aggregate } = options
    const data: Dict = new Map([...options.data].map(([name, value]) => [checkVariableName(name), value]))
    return {
      result: dict({ changed: false, ansible_stats: dict({ data, per_host: perHost, aggregate }) }),
      stats: { data, perHost, aggregate },
    }
  },
  dryRun: 'run',
})
