import { type Dict, dict, isDict } from '../values.ts'
import { defineAction } from './kit/action.ts'
import { ModuleFailure } from './kit/change.ts'
import { toBoolean } from './kit/coerce.ts'
import { raw } from './kit/option.ts'
import { checkVariableName } from './shared/variable-name.ts'

/** Sets figures that are shown at the end of the run. */
export default defineAction({
  name: 'set_stats',
  summary: 'Set figures that are shown at the end of the run.',
  options: {
    data: raw({ default: new Map(), help: 'Names and values.' }),
    per_host: raw({ default: false, help: 'Kept for each host rather than for the run.' }),
    aggregate: raw({ default: true, help: 'Add to a figure of the same name instead of replacing it.' }),
  },
  controllerOnly: true,
  run({ options }) {
    // What is no boolean counts as no.
    const [perHost, aggregate] = [options.per_host, options.aggregate].map((value) => toBoolean(value) === true) as [
      boolean,
      boolean,
    ]
    if (!isDict(options.data)) throw new ModuleFailure("The 'data' option needs to be a dictionary/hash")
    const data: Dict = new Map([...options.data].map(([name, value]) => [checkVariableName(name), value]))
    return {
      result: dict({ changed: false, ansible_stats: dict({ data, per_host: perHost, aggregate }) }),
      stats: { data, perHost, aggregate },
    }
  },
  dryRun: 'run',
})
