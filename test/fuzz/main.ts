/**
 * Feeds wrong and nearly right text to the template engine and the YAML loader: each input gives a result or a
 * diagnostic, within a second, in bounded memory. Settings: FUZZ_SECONDS (600), FUZZ_SEED, FUZZ_COUNT.
 */
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { UserError } from '../../src/errors.ts'
import { builtinLookups } from '../../src/templating/builtins.ts'
import { createEnvironment } from '../../src/templating/environment.ts'
import { FilterError } from '../../src/templating/python/errors.ts'
import { mapScope } from '../../src/templating/scope.ts'
import { Templar } from '../../src/templating/templar.ts'
import { written } from '../../src/templating/written.ts'
import { Template, type Value } from '../../src/values.ts'
import { loadYaml } from '../../src/yaml/load.ts'
import { Inputs } from './inputs.ts'

const SECONDS = Number(process.env.FUZZ_SECONDS ?? 600)
const COUNT = Number(process.env.FUZZ_COUNT ?? Number.POSITIVE_INFINITY)
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000_000)
const SLOW = 1000
const MOST_MEMORY = 1.5 * 2 ** 30

const say = (line: string): void => {
  process.stdout.write(`fuzz: ${line}\n`)
}

/** No input may run a command, write or read a file. */
const harmless = (): never => {
  throw new FilterError('lookups are off')
}
const environment = createEnvironment({
  extensions: ['do', 'loopcontrols'],
  lookups: new Map([...builtinLookups.keys()].map((name) => [name, harmless])),
  readFile: harmless,
})
const vars = written({
  l: ['a', 1, 2.5, null, ['b']],
  d: { a: 1, b: { c: 'x' } },
  s: 'text',
  n: 7,
  nested: '{{ d.b.c }}{{ s }}',
  around: '{{ around }}',
}) as Map<string, Value>

const attempts: Readonly<Record<string, (text: string) => unknown>> = {
  template: (text) => templar().evaluate(new Template(text, { file: 'fuzz', line: 1, column: 1 })),
  file: (text) => templar().renderText(text, { file: 'fuzz.j2', lstripBlocks: text.length % 2 === 0 }),
  condition: (text) => templar().conditional(text),
  yaml: (text) => loadYaml(text, { file: 'fuzz.yml' }),
}

const templar = (): Templar => new Templar(environment, mapScope(vars))

const shared = new SharedArrayBuffer(16)
const cells = new Float64Array(shared)
const watchdog = new Worker(fileURLToPath(new URL('./watchdog.mjs', import.meta.url)), {
  workerData: { shared, limit: SLOW * 10, mostMemory: MOST_MEMORY },
})

const problems: string[] = []

const run = (seed: number, text: string): void => {
  for (const [kind, attempt] of Object.entries(attempts)) {
    cells[1] = seed
    cells[0] = Date.now()
    const start = performance.now()
    try {
      attempt(text)
    } catch (error) {
      if (!(error instanceof UserError))
        problems.push(`seed ${seed}, ${kind}: ${error instanceof Error ? error.stack : String(error)}`)
    }
    cells[0] = 0
    const took = performance.now() - start
    if (took > SLOW) problems.push(`seed ${seed}, ${kind}: took ${Math.round(took)} ms`)
  }
}

const inputs = new Inputs(fileURLToPath(new URL('../..', import.meta.url)))
const end = Date.now() + SECONDS * 1000
say(`${SECONDS} seconds from FUZZ_SEED=${SEED}`)
let count = 0
for (; count < COUNT && Date.now() < end && problems.length < 20; count++) {
  run(SEED + count, inputs.make(SEED + count))
  if (count % 5000 === 4999) say(`${count + 1} inputs, ${Math.round(process.memoryUsage.rss() / 1e6)} MB in use`)
}
await watchdog.terminate()
for (const problem of problems) say(problem)
say(`${count} inputs, ${problems.length} problems`)
process.exitCode = problems.length === 0 ? 0 : 1
