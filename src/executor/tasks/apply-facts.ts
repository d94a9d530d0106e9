/** Applies to the run what a task learnt or decided: facts, variables, hosts, groups, statistics. */
import type { ActionResult } from '../../modules/kit/action.ts'
import { asWritten } from '../../util/as-written.ts'
import { mergeDicts } from '../../util/merge-dicts.ts'
import { type Dict, dict, isDict, isNumber, type Value } from '../../values.ts'
import { restrictedFacts } from '../../vars/facts.ts'
import { warnOnce } from '../warn-once.ts'
import { flag } from './keywords.ts'
import type { ReadyItem } from './run-item.ts'

/** Applies what an action gave back and returns its result. */
export const applyActionResult = (ready: ReadyItem, given: ActionResult): Dict => {
  const result = new Map(given.result)
  if (given.facts) applyFacts(ready, given.facts)
  if (given.addHost) applyAddHost(ready, given.addHost, result)
  if (given.addGroup) applyAddGroup(ready, given.addGroup, result)
  if (given.stats) applyStats(ready, given.stats)
  // What an action itself skips did not fail; what a condition skips says nothing of it.
  if (result.get('skipped') === true && !result.has('failed')) result.set('failed', false)
  if (given.verbose) result.set('_ansible_verbose_always', true)
  if (given.hidden) result.set('_ansible_no_log', true)
  return result
}

/** Their `ansible_facts` are variables, which they set themselves, or are only shown. */
const notFacts = new Set(['set_fact', 'include_vars', 'debug'])

/** Facts that a module returned under `ansible_facts`. */
export const applyReturnedFacts = (ready: ReadyItem, result: Dict): void => {
  if (notFacts.has(ready.hostTask.module.name)) return
  const facts = result.get('ansible_facts')
  if (!isDict(facts)) return
  const { run } = ready.hostTask.playRun
  if (ready.hostTask.task.program !== undefined)
    for (const name of facts.keys()) if (isInterpreter(String(name))) facts.delete(name)
  if (run.variables.run.injectFacts)
    for (const name of restrictedFacts(facts)) warnOnce(run, `Removed restricted key from module data: ${name}`)
  for (const host of factHosts(ready)) host.addFacts(facts)
}

/** Which Python was found is not for a module to say. */
const isInterpreter = (name: string): boolean => /^(?:ansible_)?discovered_interpreter_/.test(name)

const applyFacts = (ready: ReadyItem, { kind, values, cacheable }: NonNullable<ActionResult['facts']>): void => {
  for (const host of factHosts(ready)) {
    if (kind === 'include_vars') host.addIncludeVars(values)
    if (kind === 'set_fact') host.addSetFacts(asVariables(ready, values))
    if (kind === 'facts' || cacheable) host.addFacts(asWritten(values) as Dict)
  }
}

/** What a filter made to be text stays text in a variable as well. */
const asVariables = ({ hostTask: { task }, templar }: ReadyItem, values: Dict): Dict =>
  new Map([...values].map(([name, value]) => [name, templar.asVariable(task.args.get(String(name)) ?? null, value)]))

/**
 * Facts are of the host, or of all that share the task, unless it is delegated and `delegate_facts` says they are the
 * other's.
 */
const factHosts = ({ hostTask, target, templar }: ReadyItem) => {
  const delegated = target.delegatedTo !== undefined && flag(hostTask.task, 'delegate_facts', templar)
  const names = delegated ? [target.name] : hostTask.sharing
  return names.map((name) => hostTask.playRun.run.variables.host(name))
}

const applyAddHost = (ready: ReadyItem, host: NonNullable<ActionResult['addHost']>, result: Dict): void => {
  const changed = ready.hostTask.playRun.run.hosts.addHost(host.name, host.groups, host.variables)
  // Whatever the play's pattern says: it is told of as one of its hosts, though it runs nothing of it.
  const { hostsAll } = ready.hostTask.playRun.variables
  if (changed && !hostsAll.includes(host.name)) hostsAll.push(host.name)
  result.set('changed', changed)
  result.set('add_host', dict({ host_name: host.name, groups: [...host.groups], host_vars: host.variables }))
}

const applyAddGroup = (ready: ReadyItem, group: NonNullable<ActionResult['addGroup']>, result: Dict): void => {
  const { run } = ready.hostTask.playRun
  result.set('changed', run.hosts.addGroup(group.name, group.parents, ready.hostTask.host))
}

const applyStats = (ready: ReadyItem, { data, perHost, aggregate }: NonNullable<ActionResult['stats']>): void => {
  const { custom } = ready.hostTask.playRun.run.stats
  const owner = perHost ? ready.hostTask.host : '_run'
  const known = custom.get(owner) ?? new Map<Value, Value>()
  for (const [name, value] of data) known.set(name, aggregate ? aggregated(known.get(name), value) : value)
  custom.set(owner, known)
}

/** Numbers add up, lists and dicts grow, all else is replaced. */
const aggregated = (known: Value | undefined, value: Value): Value => {
  if (typeof known === 'number' && isNumber(value)) return known + Number(value.valueOf())
  if (typeof known === 'string' && typeof value === 'string') return known + value
  if (Array.isArray(known) && Array.isArray(value)) return [...known, ...value]
  return isDict(known) && isDict(value) ? mergeDicts(known, value) : value
}
