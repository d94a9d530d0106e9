/** The fact `discovered_interpreter_python`, where a variable asks for the Python of a host to be looked for. */
import type { AnyModule } from '../../modules/registry.ts'
import { command } from '../../remote/queries/command.ts'
import { sh } from '../../remote/sh.ts'
import { type Dict, dict, isDict } from '../../values.ts'
import type { ReadyItem } from './run-item.ts'

const FACT = 'discovered_interpreter_python'

/**
 * Tells it with the first task that works on the host. Only where `ansible_python_interpreter` says `auto` or the like:
 * nothing else here needs a Python, and `setup` tells it anyway.
 */
export const tellInterpreter = async (ready: ReadyItem, result: Dict): Promise<void> => {
  const { target, hostTask } = ready
  const host = hostTask.playRun.run.variables.host(target.name)
  if (!worksOnHost(hostTask.module) || host.facts.has(FACT) || !isAskedFor(ready)) return
  const { found } = await target.remote.ask({ found: search })
  if (found.status !== 0) return
  const facts = dict({ [FACT]: found.stdout.toString().trim() })
  host.addFacts(facts)
  const known = result.get('ansible_facts')
  result.set('ansible_facts', isDict(known) ? new Map([...known, ...facts]) : facts)
}

const search = command(sh`for p in /usr/bin/python3 python3 /usr/libexec/platform-python python; do
command -v "$p" && exit 0
done
exit 1`)

const tellsItself: ReadonlySet<string> = new Set(['setup', 'gather_facts', 'raw', 'script'])

const worksOnHost = (module: AnyModule): boolean =>
  !tellsItself.has(module.name) && !(module.kind === 'action' && module.controllerOnly)

const isAskedFor = ({ templar, target }: ReadyItem): boolean => {
  const delegated = templar.scope.get('ansible_delegated_vars')
  const others = isDict(delegated) ? delegated.get(target.name) : undefined
  const chosen = isDict(others)
    ? others.get('ansible_python_interpreter')
    : templar.variable('ansible_python_interpreter')
  return typeof chosen === 'string' && /^auto(?:_\w+)?$/.test(chosen)
}
