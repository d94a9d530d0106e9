import { spawnSync } from 'node:child_process'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createEnvironment, type EnvironmentOptions } from '../../src/templating/environment.ts'
import { literalEval } from '../../src/templating/python/literal-eval.ts'
import { repr } from '../../src/templating/python/repr.ts'
import { PySet } from '../../src/templating/python/set.ts'
import { mapScope } from '../../src/templating/scope.ts'
import { Templar } from '../../src/templating/templar.ts'
import { TemplateError } from '../../src/templating/template-error.ts'
import { Template, Tuple, type Value } from '../../src/values.ts'
import { type Generated, generate } from './templating-differential/generate.ts'

const COUNT = Number(process.env.DIFFERENTIAL_COUNT ?? 1000)
/** In CI the same templates each time: a run there judges a change, not its luck. */
const SEED = Number(process.env.DIFFERENTIAL_SEED ?? (process.env.CI ? 1 : Date.now() % 1_000_000_000))

/** Whether filters and tests of Ansible take part; it must be installed for the same Python. */
const ANSIBLE = process.env.DIFFERENTIAL_ANSIBLE === '1'
const PYTHON = process.env.DIFFERENTIAL_PYTHON ?? 'python3'

const hasReference = spawnSync(PYTHON, ['-c', 'import jinja2']).status === 0

const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

if (!hasReference) print('templating differential: left out, python3 with jinja2 is not installed')

type Outcome = { text: string } | { error: string } | { crash: string } | { left_out: true }

const reference = (cases: readonly Generated[]): Outcome[] => {
  const script = fileURLToPath(new URL('./templating-differential/reference.py', import.meta.url))
  const { stdout, stderr, status } = spawnSync(PYTHON, [script], {
    input: JSON.stringify(cases),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { PATH: process.env.PATH, PYTHONIOENCODING: 'utf-8', PYTHONHASHSEED: '0' },
  })
  if (status !== 0) throw new Error(`the reference failed: ${stderr}`)
  return JSON.parse(stdout) as Outcome[]
}

/** The other templates of the case that runs now. */
let files: Readonly<Record<string, string>> = {}

const readFile = (path: string): string => {
  const text = files[basename(path)]
  if (text === undefined) throw Object.assign(new Error(path), { code: 'ENOENT' })
  return text
}

const options: EnvironmentOptions = { readFile, extensions: ['do', 'loopcontrols'], searchPath: ['/'] }
const environment = createEnvironment(options)
const native = createEnvironment({ ...options, native: true })

const ours = (each: Generated): Outcome => {
  files = each.files
  const scope = mapScope(new Map(Object.entries(each.vars).map(([name, text]) => [name, valueFrom(text)])))
  try {
    return { text: result(each, new Templar(each.mode === 'native' ? native : environment, scope)) }
  } catch (error) {
    if (error instanceof TemplateError) return { error: error.message }
    return { crash: String((error as Error).stack) }
  }
}

const valueFrom = (text: string): Value => {
  const value = literalEval(text, { json: false })
  if (value === undefined) throw new Error(`not a literal: ${text}`)
  return value
}

const result = ({ template, mode, trimBlocks, lstripBlocks }: Generated, templar: Templar): string => {
  if (mode !== 'text') return repr(sorted(templar.evaluate(new Template(template))))
  return String(templar.renderText(template, { file: 'generated', trimBlocks, lstripBlocks }))
}

/** Sets that were read from a text have no order of their own. */
const sorted = (value: Value): Value => {
  if (value instanceof PySet) return new PySet([...value.iterate()].map(sorted).sort(byText))
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [sorted(key), sorted(item)]))
  if (!Array.isArray(value) || value.constructor !== Array)
    return value instanceof Tuple ? Tuple.from_(value.map(sorted)) : value
  return value.map(sorted)
}

const byText = (a: Value, b: Value): number => (repr(a) < repr(b) ? -1 : 1)

/** Messages differ in wording; that both fail is what counts. */
const agree = (a: Outcome, b: Outcome): boolean => {
  if ('left_out' in a) return true
  if (!('text' in a)) return 'error' in b
  return 'text' in b && comparable(a.text) === comparable(b.text)
}

/** Python can tell a character from the two halves of it; JavaScript can't. */
const comparable = (text: string): string =>
  text.replace(/\\ud[89ab][\da-f]{2}\\ud[c-f][\da-f]{2}/g, (halves) => JSON.parse(`"${halves}"`) as string)

test.skipIf(!hasReference)(
  'random templates give what Jinja2 gives',
  () => {
    print(`templating differential: ${COUNT} templates, DIFFERENTIAL_SEED=${SEED}`)
    const cases = Array.from({ length: COUNT }, (_, i) => generate(SEED + i, { ansible: ANSIBLE }))
    const expected = reference(cases)
    const different = cases.flatMap((each, i) => {
      const actual = ours(each)
      if (agree(expected[i]!, actual)) return []
      return [
        `seed ${SEED + i} ${each.mode}: ${JSON.stringify(each.template)}\n  files ${JSON.stringify(each.files)}\n  vars ${JSON.stringify(each.vars)}\n  jinja2 ${JSON.stringify(expected[i])}\n  here   ${JSON.stringify(actual)}`,
      ]
    })
    for (const line of different) print(line)
    const errors = expected.filter((outcome) => 'error' in outcome).length
    print(`templating differential: ${COUNT - different.length} of ${COUNT} agree, ${errors} of them errors in both`)
    expect(different).toEqual([])
  },
  300_000,
)
