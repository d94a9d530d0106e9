import { type Dict, Template, type Value } from '../../values.ts'
import type { Context } from '../context.ts'
import { ancestorsOf } from '../inheritance.ts'
import type { ImportTasks, IncludeTasks, TaskBase } from '../types.ts'
import { readImportTasks, readIncludeTasks } from './includes.ts'

/**
 * `include: file a=b`, which became `import_tasks` and `include_tasks`: an import where its name is known, it has no loop
 * and nothing around it is dynamic, or where it says `static`. Its options are variables for what is included.
 */
export const readLegacyInclude = (context: Context, base: TaskBase, source: Dict): ImportTasks | IncludeTasks => {
  const dynamic = isDynamic(base, source.get('static'))
  const action = dynamic ? 'include_tasks' : 'import_tasks'
  context.project.notice('deprecation', `"include" is deprecated, use include_tasks/import_tasks instead`, {
    position: base.position,
    hint: `here: ${action}`,
  })
  const { args, vars, tags } = withParameters(base)
  const modern: TaskBase = { ...base, action, module: action, args, vars, tags }
  return dynamic ? readIncludeTasks(context, modern) : readImportTasks(context, modern)
}

/** @param isStatic the keyword `static`, which decides where it is given. */
const isDynamic = (base: TaskBase, isStatic: Value | undefined): boolean => {
  if (typeof isStatic === 'boolean') return !isStatic
  if (base.loop !== undefined || base.with !== undefined || base.freeForm instanceof Template) return true
  for (const parent of ancestorsOf({ kind: 'task', ...base }))
    if (parent.kind === 'include_tasks' || parent.kind === 'include_role') return true
  return false
}

const withParameters = (base: TaskBase): Pick<TaskBase, 'args' | 'vars' | 'tags'> => {
  const args: Dict = new Map([...base.args].filter(([name]) => name === 'file' || name === 'apply'))
  const parameters = [...base.args].filter(([name]) => !args.has(name) && name !== 'tags')
  const tags = base.args.get('tags')
  const more = typeof tags === 'string' ? tags.split(',').map((tag) => tag.trim()) : []
  return { args, vars: new Map([...base.vars, ...parameters]), tags: [...base.tags, ...more] }
}
