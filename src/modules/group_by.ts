import { dict } from '../values.ts'
import { defineAction } from './kit/action.ts'
import { list, str } from './kit/option.ts'

/** Puts the host into a group whose name is made of its variables. */
export default defineAction({
  name: 'group_by',
  summary: 'Put the host into a group whose name is made of its variables.',
  options: {
    key: str({ required: true, help: 'The name of the group.' }),
    parents: list(str(), { default: ['all'], help: 'The groups that hold it.' }),
  },
  rules: { missing: "the 'key' param is required when using group_by" },
  controllerOnly: true,
  run({ options }) {
    const name = options.key.replaceAll(' ', '-')
    const parents = options.parents.map((parent) => parent.replaceAll(' ', '-'))
    return {
      result: dict({ changed: false, add_group: name, parent_groups: parents }),
      addGroup: { name, parents },
    }
  },
  dryRun: 'run',
})
