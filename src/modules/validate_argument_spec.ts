import { type Dict, dict, isDict, type Value } from '../values.ts'
import { defineAction } from './kit/action.ts'
import { ModuleFailure } from './kit/change.ts'
import { dictionary, expression, raw } from './kit/option.ts'
import { optionErrors } from './kit/parse-options.ts'
import { specTable } from './shared/argument-spec.ts'

/** Checks variables against a specification, as a role's `meta/argument_specs.yml` holds one. */
export default defineAction({
  name: 'validate_argument_spec',
  summary: 'Check the variables of a role, or others, against a specification of their types and values.',
  options: {
    argument_spec: raw({ required: true, help: 'Option names and what each must be.' }),
    provided_arguments: expression({ help: 'Values that win over the variables of the same names.' }),
    validate_args_context: dictionary({ help: 'What the result says about where the specification is from.' }),
  },
  controllerOnly: true,
  dryRun: 'run',
  run({ options, variables }) {
    const spec = options.argument_spec as Value
    if (!isDict(spec)) throw new ModuleFailure('Incorrect type for argument_spec, expected dict')
    const provided = variables.evaluate(options.provided_arguments ?? new Map())
    if (!isDict(provided)) throw new ModuleFailure('Incorrect type for provided_arguments, expected dict')
    const given: Dict = new Map()
    for (const name of spec.keys()) {
      const value = variables.get(String(name))
      if (value !== undefined) given.set(name, variables.evaluate(value))
    }
    for (const [name, value] of provided) given.set(name, value)
    const { options: table, rules } = specTable(spec)
    const errors = optionErrors({ name: 'role', summary: '', options: table, rules }, given)
    const context = { validate_args_context: options.validate_args_context ?? new Map() }
    if (errors.length === 0)
      return { result: dict({ changed: false, msg: 'The arg spec validation passed', ...context }) }
    return {
      result: dict({
        failed: true,
        changed: false,
        msg: `Validation of arguments failed:\n${errors.join('\n')}`,
        argument_errors: [...errors],
        argument_spec_data: spec,
        ...context,
      }),
    }
  },
})
