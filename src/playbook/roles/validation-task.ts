import { dict } from '../../values.ts'
import { unwrittenTask } from '../tasks/unwritten-task.ts'
import type { ArgumentSpec, Role, Task } from '../types.ts'

/** The task that checks a role's arguments before its other tasks. */
export const validationTask = (role: Role, spec: ArgumentSpec): Task => {
  const { entryPoint, short_description: description } = spec
  const position = spec.position ?? role.position
  return unwrittenTask({
    position,
    parent: role,
    name: `Validating arguments against arg spec '${entryPoint}'${description === undefined ? '' : ` - ${description}`}`,
    action: 'ansible.builtin.validate_argument_spec',
    module: 'validate_argument_spec',
    args: dict({
      argument_spec: spec.options,
      provided_arguments: role.params,
      validate_args_context: dict({
        type: 'role',
        name: role.name,
        argument_spec_name: entryPoint,
        path: role.path,
      }),
    }),
    argPositions: { get: () => position },
  })
}
