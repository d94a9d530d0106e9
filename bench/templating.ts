/** Templates beside Python's jinja2 and Ansible's Templar: rendering, conditions, variables that refer to others. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type * as runbook from '../src/index.ts'

/** The package as it is built; what is imported from src/ here is rewritten to be run, which makes it slower. */
const built = new URL('../dist/index.js', import.meta.url).href
const { templar }: typeof runbook = await import(/* @vite-ignore */ built)

/** Milliseconds per operation; absent where the reference is not installed, `null` where it has nothing of the kind. */
export interface Measure {
  readonly name: string
  readonly here: number
  readonly jinja2?: number | null
  readonly templar?: number | null
}

/** A template of 200 lines with loops over these hosts, as configuration files have. */
const BLOCK = `# {{ title | upper }} section
{% for host in hosts %}
{% if host.enabled %}
server {{ host.name }} {
  listen {{ host.port + 1 }};
  # {{ loop.index }} of {{ loop.length }}
  tags {{ host.tags | join(', ') }};
  {% set weight = host.port % 7 %}
  weight {{ weight }}{% if not loop.last %};{% endif %}
}
{% else %}
# {{ host.name }} is off
{% endif %}
{% endfor %}
{% macro option(name, value='none') %}
option {{ name }}={{ value }}
{% endmacro %}
{{ option('a', title) }}
{{ option('b') }}
plain text that is only copied
`
const TEMPLATE = BLOCK.repeat(10)

const HOSTS = Array.from({ length: 5 }, (_, i) => ({
  name: `web${i}.example.org`,
  port: 8000 + i,
  enabled: i % 3 !== 0,
  tags: ['a', 'b', `t${i}`],
}))

const VARS = {
  title: 'Main',
  hosts: HOSTS,
  count: 5,
  name: 'web1',
  items: ['a', 'b', 'web1'],
  enabled: true,
  none_given: null,
}
const CONDITIONS = [
  'count > 3 and enabled',
  "name == 'web1' and name in items",
  'missing is not defined',
  "hosts | selectattr('enabled') | list | length > 1",
  "name.startswith('web') or count < 2",
]
const CHAIN = 10_000

/** What both sides run, as JSON for the reference program. */
const workload = { template: TEMPLATE, vars: VARS, conditions: CONDITIONS, chain: CHAIN }

/** Measures all three, here and beside whatever reference is installed. */
export const benchTemplating = (scale = 1): Measure[] => {
  const reference = runReference(scale)
  return [
    { name: 'rendering a template of 200 lines', here: rendering(10_000 * scale), ...reference.render },
    { name: 'evaluating a condition', here: conditions(100_000 * scale), ...reference.conditions },
    { name: 'looking up a variable that refers to others', here: variables(), ...reference.variables },
  ]
}

/** Time of the processor, so that what else runs on the machine does not count. */
const milliseconds = (run: () => void): number => {
  const start = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1e3
}

const rendering = (times: number): number => {
  const { file } = templar({ vars: VARS })
  return (
    milliseconds(() => {
      for (let i = 0; i < times; i++) file('bench.j2', { text: TEMPLATE })
    }) / times
  )
}

const conditions = (times: number): number => {
  const { conditional } = templar({ vars: VARS })
  return (
    milliseconds(() => {
      for (let i = 0; i < times; i++) conditional(CONDITIONS[i % CONDITIONS.length]!)
    }) / times
  )
}

/** Each refers to two others, down to a plain one. */
const chainVars = (): Record<string, string> => {
  const vars: Record<string, string> = { v0: 'x', base: 'b' }
  for (let i = 1; i < CHAIN; i++) vars[`v${i}`] = `{{ v${i > 20 ? i % 20 : 0} }}-{{ base }}`
  return vars
}

const variables = (): number => {
  const { template } = templar({ vars: chainVars() })
  return (
    milliseconds(() => {
      for (let i = 0; i < CHAIN; i++) template(`{{ v${i} }}`)
    }) / CHAIN
  )
}

type Reference = Record<'render' | 'conditions' | 'variables', Pick<Measure, 'jinja2' | 'templar'>>

const runReference = (scale: number): Reference => {
  const script = fileURLToPath(new URL('./templating_reference.py', import.meta.url))
  const input = JSON.stringify({ ...workload, scale, chainVars: chainVars() })
  const { status, stdout, stderr } = spawnSync(pythonWithAnsible(), [script], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  if (status !== 0) process.stderr.write(stderr)
  return status === 0 ? (JSON.parse(stdout) as Reference) : { render: {}, conditions: {}, variables: {} }
}

/** The system's Python has what the distribution installed, which another one on the PATH may not have. */
const pythonWithAnsible = (): string => {
  const { status } = spawnSync('/usr/bin/python3', ['-c', 'import jinja2, ansible'])
  return status === 0 ? '/usr/bin/python3' : 'python3'
}

/** A line per measure: milliseconds per operation, and how many times faster than the references. */
export const describeMeasure = ({ name, here, jinja2, templar }: Measure): string => {
  const beside = (label: string, other: number | null | undefined): string[] => {
    if (other === null) return []
    if (other === undefined) return [`${label} not installed`]
    return [`${label} ${other.toFixed(4)} ms (${(other / here).toFixed(1)} times ours)`]
  }
  return [`${name}: ${here.toFixed(4)} ms`, ...beside('jinja2', jinja2), ...beside("Ansible's Templar", templar)].join(
    '; ',
  )
}
