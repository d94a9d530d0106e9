import { minimatch } from 'minimatch'
import { type FactAnswer, facts } from '../remote/queries/facts.ts'
import type { Query } from '../remote/query.ts'
import { type Dict, dict, isDict, type Value } from '../values.ts'
import { defineAction, type Variables } from './kit/action.ts'
import { ModuleFailure } from './kit/change.ts'
import { int, list, path, str } from './kit/option.ts'

/** Gathers facts about the host. */
export default defineAction({
  name: 'setup',
  summary: 'Gather facts about the host.',
  options: {
    gather_subset: list(str(), {
      default: ['all'],
      help: 'Which facts: all, min, hardware, network, virtual, or one of them; `!` leaves out.',
    }),
    gather_timeout: int({ default: 10, help: 'Seconds to wait for what may hang.' }),
    filter: list(str(), { default: [], help: 'Patterns of the names to keep.' }),
    fact_path: path({ default: '/etc/ansible/facts.d', help: 'Where local facts (`*.fact`) are.' }),
  },
  async run({ options, remote, environment, variables, warn }) {
    const { gather_subset: subset, gather_timeout: timeout, fact_path: factPath } = options
    const answer = (await remote.ask({ facts: askFor(() => facts({ subset, timeout, factPath })) })).facts
    for (const warning of answer.warnings) warn(warning)
    const all = new Map<Value, Value>([...answer.facts].map(([name, value]) => [`ansible_${String(name)}`, value]))
    const env = all.get('ansible_env')
    if (isDict(env)) all.set('ansible_env', new Map([...env, ...environment]))
    all.set('gather_subset', [...subset])
    all.set('module_setup', true)
    const values = new Map([...filtered(all, options.filter), ...interpreter(all, variables)])
    return { result: dict({ changed: false, ansible_facts: values }), facts: { kind: 'facts', values } }
  },
  dryRun: 'run',
})

/** The Python that was found, where no variable says which one to use. */
const interpreter = (facts: Dict, variables: Variables): Dict => {
  const python = facts.get('ansible_python')
  const found = isDict(python) ? python.get('executable') : undefined
  const given = variables.get('ansible_python_interpreter') ?? 'auto'
  const isSought = String(variables.evaluate(given)).startsWith('auto')
  return typeof found === 'string' && isSought ? new Map([['discovered_interpreter_python', found]]) : new Map()
}

const askFor = (make: () => Query<FactAnswer>): Query<FactAnswer> => {
  try {
    return make()
  } catch (error) {
    throw new ModuleFailure((error as Error).message)
  }
}

/** Facts whose names match a pattern, with or without `ansible_`. */
const filtered = (values: Dict, patterns: readonly string[]): Dict => {
  if (patterns.length === 0 || patterns.includes('*') || patterns.includes('')) return values
  const matches = (name: string, pattern: string): boolean =>
    minimatch(name, pattern, { dot: true, nobrace: true, noext: true }) ||
    (!/^(ansible_|facter|ohai)/.test(pattern) &&
      minimatch(name, `ansible_${pattern}`, { dot: true, nobrace: true, noext: true }))
  return new Map([...values].filter(([name]) => patterns.some((pattern) => matches(String(name), pattern))))
}
