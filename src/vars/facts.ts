/** A host's facts as variables: `ansible_facts`, and `ansible_NAME` for each where that is not switched off. */
import { type Dict, isDict, type Value } from '../values.ts'

/** The facts under their short names, as `ansible_facts` holds them; `ansible_local` keeps its long one. */
export const namespacedFacts = (facts: Dict): Dict => {
  const short: Dict = new Map()
  for (const [name, value] of facts) {
    const text = String(name)
    const isPrefixed = text.startsWith('ansible_') && text !== 'ansible_local'
    short.set(isPrefixed ? text.slice('ansible_'.length) : name, value)
  }
  return short
}

/** Names that facts must not set: they would change how a host is reached. */
const connectionName =
  /^ansible_(connection|host|user|password|port|pipelining|timeout|private_key_file|network_os|module_compression|shell_type|shell_executable|become|become_\w+|(ssh|local|docker|winrm|psrp|paramiko_ssh)_\w+|\w+_interpreter|\w+_extra_args|rsync_path|playbook_python|facts)$/

/** Names that look like those and are facts all the same. */
const factName = /^ansible_(ssh_host_key_\w+|\w+_(gw)?bridge)$/

const reserved = new Set(['add_host', 'add_group'])

const mayInject = (name: string): boolean => !reserved.has(name) && (!connectionName.test(name) || factName.test(name))

/** The names among them that stay facts: as variables they would change how a host is reached. */
export const restrictedFacts = (facts: Dict): readonly string[] =>
  [...facts.keys()].map(String).filter((name) => connectionName.test(name) && !factName.test(name))

/** The facts that become variables of their own. */
export const injectedFacts = (facts: Dict): Dict => {
  const injected: Dict = new Map()
  for (const [name, value] of facts) {
    if (mayInject(String(name))) injected.set(name, value)
  }
  return injected
}

/** A value that should be a dict of facts; an empty one otherwise. */
export const factsIn = (value: Value | undefined): Dict => (isDict(value) ? value : new Map())
