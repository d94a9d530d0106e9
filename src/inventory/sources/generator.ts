import { userError } from '../../errors.ts'
import { type Dict, isDict, Template, type Value } from '../../values.ts'
import { positionOfValue } from '../../yaml/positions.ts'
import { hostSource } from '../add-hosts.ts'
import { addChildGroup, addToGroup, ensureGroup, ensureHost, type Group, type Host, setVariable } from '../inventory.ts'
import { evaluator, mayBeConfig, readConfig } from '../plugin-config.ts'
import type { InventorySource, SourceContext } from '../source.ts'

/** Hosts and groups for every combination of the values of some layers. */
export const generatorSource: InventorySource = {
  name: 'generator',
  accepts: mayBeConfig,
  read(path, context) {
    const config = readConfig(path, 'generator', context)
    const layers = config.get('layers')
    const hosts = config.get('hosts')
    if (!isDict(layers)) throw userError('"layers" must be a dictionary of lists', positionOfValue(config, 'layers'))
    if (!isDict(hosts)) throw userError('"hosts" must be a dictionary', positionOfValue(config, 'hosts'))
    for (const combination of combinations([...layers])) generate(context, hosts, new Map(combination))
  },
}

/** All combinations, the last layer changing fastest. */
const combinations = ([first, ...rest]: readonly [Value, Value][]): [Value, Value][][] => {
  if (!first) return [[]]
  const [name, values] = first
  if (!Array.isArray(values)) throw userError(`the layer "${String(name)}" must be a list`)
  const others = combinations(rest)
  return values.flatMap((value) => others.map((other): [Value, Value][] => [[name, value], ...other]))
}

const generate = (context: SourceContext, hosts: Dict, vars: Dict): void => {
  const { inventory } = context
  const name = evaluateIn(context, hosts.get('name') ?? null, vars)
  const host = ensureHost(inventory, textOf(name), undefined, hostSource(inventory))
  addParents(context, host, { parents: hosts.get('parents') ?? [], vars })
}

const addParents = (
  context: SourceContext,
  child: Host | Group,
  { parents, vars }: { parents: Value; vars: Dict },
): void => {
  const { inventory } = context
  for (const parent of Array.isArray(parents) ? parents : []) {
    if (!isDict(parent) || !parent.has('name')) {
      throw userError(`Element ${child.name} has a parent with no name element`)
    }
    const group = ensureGroup(inventory, textOf(evaluateIn(context, parent.get('name')!, vars)))
    const groupVars = parent.get('vars')
    for (const [name, value] of isDict(groupVars) ? groupVars : []) {
      setVariable(inventory, group, { name, value: evaluateIn(context, value, vars) })
    }
    if ('priority' in child) addChildGroup(inventory, group, child)
    else addToGroup(inventory, group, child)
    addParents(context, group, { parents: parent.get('parents') ?? [], vars })
  }
}

const evaluateIn = (context: SourceContext, value: Value, vars: Dict): Value =>
  value instanceof Template ? evaluator(context)(value, vars) : value

/** A name that looks like a number is text all the same. */
const textOf = (name: Value): Value => (typeof name === 'number' || typeof name === 'bigint' ? String(name) : name)
