/** What gathers facts: the built-in module, or those that a variable, the setting or the system of the host name. */
import type { Action, ActionResult, Variables } from '../../modules/kit/action.ts'
import { ModuleFailure } from '../../modules/kit/change.ts'
import { toBoolean } from '../../modules/kit/coerce.ts'
import { mergeDicts } from '../../templating/filters/combine.ts'
import { type Dict, dict, type Value } from '../../values.ts'
import { factsIn } from '../../vars/facts.ts'
import { isSetup } from './task-arguments.ts'

/** Where the modules come from. */
export interface FactsModules {
  /** The setting: names of modules; `smart` is the one for the host's system. */
  readonly setting: readonly string[]
  /** A module that the project brings, or another that tells facts, with its options as they are for this host. */
  readonly find: (
    name: string,
    variables: Variables,
  ) => Promise<{ action: Pick<Action, 'run'>; args: Dict } | undefined>
}

type Context = Parameters<Action['run']>[0]

/** `gather_facts` with the modules of a project: the built-in one alone stays as it is. */
export const factsAction = (own: Action, modules: FactsModules): Action => ({
  ...own,
  run: async (context) => {
    const names = wanted(modules.setting, context.variables)
    const [only] = names
    if (names.length === 1 && only !== undefined && (await isBuiltIn(only, modules, context))) return own.run(context)
    return gather(names, { own, modules, context })
  },
})

const isBuiltIn = async (name: string, { find }: FactsModules, { variables }: Context): Promise<boolean> =>
  isSetup(name) && (await find(name, variables)) === undefined

interface Gathering {
  readonly own: Action
  readonly modules: FactsModules
  readonly context: Context
}

const gather = async (names: readonly string[], gathering: Gathering): Promise<ActionResult> => {
  const given = variable(gathering.context.variables, 'ansible_facts_parallel') ?? optionOf(gathering, 'parallel')
  const parallel = given === undefined ? names.length > 1 : toBoolean(given) === true
  const results: Dict[] = []
  if (parallel) results.push(...(await Promise.all(names.map((name) => within(name, gathering)))))
  else for (const name of names) results.push(await gatherWith(name, gathering))
  return summed(names, results)
}

const optionOf = ({ context }: Gathering, name: string): Value | undefined =>
  (context.options as Readonly<Record<string, Value | undefined>>)[name] ?? undefined

/** What runs beside others has a time of its own. */
const within = async (name: string, gathering: Gathering): Promise<Dict> => {
  const seconds = Number(optionOf(gathering, 'gather_timeout')) || 0
  const limit = AbortSignal.timeout(seconds > 0 ? seconds * 1000 : 2 ** 31 - 1)
  const signal = AbortSignal.any([gathering.context.signal, limit])
  try {
    // The context makes some of its parts when they are asked for.
    const context = Object.create(gathering.context, { signal: { value: signal } }) as Context
    return await gatherWith(name, { ...gathering, context })
  } catch (error) {
    if (!limit.aborted || gathering.context.signal.aborted) throw error
    return dict({ failed: true, msg: 'Timeout exceeded', timed_out: true })
  }
}

const gatherWith = async (name: string, { own, modules, context }: Gathering): Promise<Dict> => {
  const found = await modules.find(name, context.variables)
  if (found) {
    const withArguments = Object.create(context, { extra: { value: found.args } }) as Context
    return (await found.action.run(withArguments)).result
  }
  if (isSetup(name)) return (await own.run(context)).result
  throw new ModuleFailure(`The module ${name} was not found in configured module paths`)
}

/** Facts and warnings of all together; where they tell of the same, the later one counts. */
const summed = (names: readonly string[], results: readonly Dict[]): ActionResult => {
  const told = results.map((result, at) => ({ name: names[at]!, result }))
  const failed = told.filter(({ result }) => result.get('failed') === true)
  const skipped = told.filter(({ result }) => result.get('skipped') === true)
  const together = told
    .filter((one) => !failed.includes(one) && !skipped.includes(one))
    .map(({ result }) => toldTogether(result))
    .reduce((low, high) => mergeDicts(low, high, { recursive: true, listMerge: 'append_rp' }), new Map())
  const listed = (of: typeof told): Dict => new Map(of.map(({ name, result }) => [name, result]))
  const result = dict({
    changed: false,
    ...Object.fromEntries(together),
    ansible_facts: new Map([...factsIn(together.get('ansible_facts')), ['_ansible_facts_gathered', true]]),
    ...(skipped.length > 0 ? { skipped_modules: listed(skipped), msg: says('were skipped', skipped) } : {}),
    ...(skipped.length === names.length ? { skipped: true } : {}),
    ...(failed.length > 0
      ? { failed: true, failed_modules: listed(failed), msg: says('failed to execute', failed) }
      : {}),
  })
  return { result }
}

/** What a module tells that is told together with that of others. */
const toldTogether = (result: Dict): Dict =>
  new Map(
    ['ansible_facts', 'warnings', 'deprecations'].flatMap((key) => {
      const value = result.get(key)
      return value === undefined ? [] : [[key, value]]
    }),
  )

const says = (what: string, told: readonly { readonly name: string }[]): string =>
  `The following modules ${what}: ${told.map(({ name }) => name).join(', ')}\n`

/** The names that count for this host. */
const wanted = (setting: readonly string[], variables: Variables): readonly string[] => {
  const given = variable(variables, 'ansible_facts_modules')
  const names = given === undefined ? setting : Array.isArray(given) ? given.map(String) : String(given).split(',')
  const others = names.map((name) => name.trim()).filter((name) => name !== 'smart')
  return others.length === names.length ? others : [...others, forSystem(variables)]
}

/** Systems of network devices have modules of their own. */
const forSystem = (variables: Variables): string => {
  const system = variable(variables, 'ansible_network_os')
  if (typeof system !== 'string') return 'ansible.legacy.setup'
  if (/^\w+\.\w+\.\w+$/.test(system)) return `${system}_facts`
  const vendor = vendors[system]
  return vendor === undefined ? 'ansible.legacy.setup' : `${vendor}.${system}.${system}_facts`
}

const vendors: Readonly<Record<string, string>> = {
  asa: 'cisco',
  eos: 'arista',
  frr: 'frr',
  ios: 'cisco',
  iosxr: 'cisco',
  junos: 'junipernetworks',
  nxos: 'cisco',
  vyos: 'vyos',
}

const variable = (variables: Variables, name: string): Value | undefined => {
  const value = variables.get(name)
  return value === undefined || value === null ? undefined : variables.evaluate(value)
}
