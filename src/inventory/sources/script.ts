import { spawnSync } from 'node:child_process'
import { closeSync, openSync, readSync } from 'node:fs'
import { userError } from '../../errors.ts'
import { isExecutable, isReadable } from '../../util/accessible.ts'
import { dumpJson } from '../../util/python-json.ts'
import { type Dict, isDict, type Value } from '../../values.ts'
import { loadYaml } from '../../yaml/load.ts'
import { positionOfKey } from '../../yaml/positions.ts'
import { addHosts, hostSource } from '../add-hosts.ts'
import { addChildGroup, addToGroup, ensureGroup, ensureHost, type Group, type Host, setVariable } from '../inventory.ts'
import type { InventorySource, SourceContext } from '../source.ts'

/** Programs that print the inventory as JSON, when called with `--list` and, without `_meta`, `--host NAME`. */
export const scriptSource: InventorySource = {
  name: 'script',
  accepts: (path) => isReadable(path) && (isExecutable(path) || hasShebang(path)),
  read(path, context) {
    const { inventory } = context
    const data = runForJson(context, path, ['--list'])
    if (!isDict(data)) {
      throw userError(`failed to parse executable inventory script results from ${path}: needs to be a json dict\n`)
    }
    const hosts = new Set<Host>()
    for (const [name, group] of data) {
      if (name !== '_meta') for (const host of readGroup(context, name, group)) hosts.add(host)
    }
    const meta = hostVarsOfMeta(data)
    for (const host of hosts) {
      const vars = meta ? (meta.get(host.name) ?? null) : runForJson(context, path, ['--host', host.name])
      if (vars === null) continue
      if (!isDict(vars)) {
        throw userError(`Invalid data from file, expected dictionary and got:\n\n${String(vars)}`)
      }
      addHosts(inventory, { names: [host.name], vars })
    }
  },
}

const hasShebang = (path: string): boolean => {
  const start = Buffer.alloc(2)
  try {
    const file = openSync(path, 'r')
    try {
      readSync(file, start)
    } finally {
      closeSync(file)
    }
  } catch {
    return false
  }
  return start.toString() === '#!'
}

const runForJson = (context: SourceContext, path: string, args: readonly string[]): Value => {
  const { stdout, stderr, status, signal, error } = spawnSync(path, args, { maxBuffer: 1 << 30 })
  const command = [path, ...args].join(' ')
  if (error) throw userError(`problem running ${command} (${error.message})`)
  const said = withLineEnd(stderr.toString())
  if (args[0] === '--host' && stdout.toString().trim() === '') return null
  if (status !== 0) {
    const reason = signal ? `ended by ${signal}` : said
    throw userError(`Inventory script (${path}) had an execution error: ${reason} `)
  }
  const value = parseOutput(stdout, { path, command, said })
  if (said && context.alwaysShowStderr) context.inventory.rules.warn(said)
  return value
}

const parseOutput = (
  stdout: Buffer,
  { path, command, said }: { path: string; command: string; said: string },
): Value => {
  const text = decode(stdout, path)
  try {
    JSON.parse(text)
  } catch (error) {
    const reason = (error as Error).message
    throw userError(`failed to parse executable inventory script results from ${path}: ${reason}\n${said}`)
  }
  return loadYaml(text, { file: command, json: true })
}

const decode = (bytes: Buffer, path: string): string => {
  try {
    return new TextDecoder('utf8', { fatal: true }).decode(bytes)
  } catch {
    throw userError(`Inventory ${path} contained characters that cannot be interpreted as UTF-8`)
  }
}

const withLineEnd = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`)

const hostVarsOfMeta = (data: Dict): Dict | undefined => {
  const meta = data.get('_meta')
  if (!isDict(meta) || !meta.has('hostvars')) return undefined
  const vars = meta.get('hostvars')
  if (isDict(vars)) return vars
  throw userError('Improperly formatted host information: "hostvars" must be a dict')
}

/** @returns the hosts that the group lists itself. */
const readGroup = (context: SourceContext, name: Value, data: Value): Host[] => {
  const { inventory } = context
  const group = ensureGroup(inventory, name)
  const { hosts, vars, children } = groupParts(group, data)
  if (!Array.isArray(hosts)) {
    throw userError(
      `You defined a group '${group.name}' with bad data for the host list:\n ${dumpJson(data, { other: String })}`,
    )
  }
  if (!isDict(vars)) {
    throw userError(
      `You defined a group '${group.name}' with bad data for variables:\n ${dumpJson(data, { other: String })}`,
    )
  }
  const members = hosts.map((host) => ensureHost(inventory, host, undefined, hostSource(inventory)))
  for (const member of members) addToGroup(inventory, group, member)
  for (const [key, value] of vars) {
    setVariable(inventory, group, { name: key, value, position: positionOfKey(vars, key) })
  }
  for (const child of Array.isArray(children) ? children : []) {
    addChildGroup(inventory, group, ensureGroup(inventory, child))
  }
  return members
}

interface GroupParts {
  readonly hosts: Value
  readonly vars: Value
  readonly children: Value
}

/** A list is the group's hosts; a dict without any of the known keys holds the variables of a host of that name. */
const groupParts = ({ name }: Group, data: Value): GroupParts => {
  if (!isDict(data)) return { hosts: data, vars: new Map(), children: [] }
  const known = ['hosts', 'vars', 'children'].some((key) => data.has(key))
  if (!known) return { hosts: [name], vars: data, children: [] }
  const part = (key: string, absent: Value): Value => (data.has(key) ? data.get(key)! : absent)
  return { hosts: part('hosts', []), vars: part('vars', new Map()), children: part('children', []) }
}
