import { type Dict, dict, type Value } from '../values.ts'
import { defineAction } from './kit/action.ts'
import { ModuleFailure } from './kit/change.ts'
import { raw, str } from './kit/option.ts'

/** Adds a host, and groups, to the inventory in memory. */
export default defineAction({
  name: 'add_host',
  summary: 'Add a host and its groups to the inventory in memory.',
  options: {
    name: str({ aliases: ['host', 'hostname'], help: 'The name of the host, perhaps with `:port`.' }),
    groups: raw({ aliases: ['group', 'groupname'], help: 'Groups it is put into: a list, or names with commas.' }),
  },
  anyOption: true,
  controllerOnly: true,
  oncePerBatch: true,
  run({ options, extra }) {
    if (options.name === undefined) throw new ModuleFailure('name, host or hostname needs to be provided')
    const { name, port } = splitPort(options.name)
    const variables: Dict = new Map(extra)
    if (port !== undefined) variables.set('ansible_ssh_port', port)
    const groups = groupNames(options.groups)
    return {
      result: dict({ changed: false, add_host: dict({ host_name: name, groups: [...groups], host_vars: variables }) }),
      addHost: { name, groups, variables },
    }
  },
  dryRun: 'run',
})

/** `web1:2222`, `[::1]:2222`; a bare IPv6 address has no port. */
const splitPort = (text: string): { readonly name: string; readonly port: number | undefined } => {
  const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d+)$/.exec(text)
  return match ? { name: (match[1] ?? match[2]) as string, port: Number(match[3]) } : { name: text, port: undefined }
}

const groupNames = (groups: Value | undefined): readonly string[] => {
  if (groups === undefined || groups === null || groups === '') return []
  if (!Array.isArray(groups) && typeof groups !== 'string')
    throw new ModuleFailure('Groups must be specified as a list.')
  const names = Array.isArray(groups) ? groups.map(String) : groups.split(',')
  return [...new Set(names.map((name) => name.trim()))]
}
