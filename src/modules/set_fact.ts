import { asWritten } from '../util/as-written.ts'
import { type Dict, dict, type Value } from '../values.ts'
import { defineAction } from './kit/action.ts'
import { ModuleFailure } from './kit/change.ts'
import { bool } from './kit/option.ts'
import { checkVariableName } from './shared/variable-name.ts'

/** Sets variables of the host for the rest of the run. */
export default defineAction({
  name: 'set_fact',
  summary: 'Set variables of the host for the rest of the run.',
  options: { cacheable: bool({ default: false, help: 'Keep them as facts as well.' }) },
  anyOption: true,
  controllerOnly: true,
  run({ options, extra, variables }) {
    if (extra.size === 0) {
      throw new ModuleFailure('No key/value pairs provided, at least one is required for this action to succeed')
    }
    const values: Dict = new Map(
      [...extra].map(([name, value]) => [checkVariableName(name), variables.native ? value : truthWord(value)]),
    )
    return {
      result: dict({ changed: false, ansible_facts: asWritten(values) }),
      facts: { kind: 'set_fact', values, cacheable: options.cacheable },
    }
  },
  dryRun: 'run',
})

/** Texts that mean a truth value become one, as written with `key=value`. */
const truthWord = (value: Value): Value => {
  if (typeof value !== 'string') return value
  const word = value.toLowerCase()
  if (word === 'true' || word === 'yes') return true
  return word === 'false' || word === 'no' ? false : value
}
