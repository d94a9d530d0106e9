import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createEnvironment } from '../../src/templating/environment.ts'
import { literalEval } from '../../src/templating/python/literal-eval.ts'
import { mapScope } from '../../src/templating/scope.ts'
import { Templar } from '../../src/templating/templar.ts'
import { TemplateError } from '../../src/templating/template-error.ts'
import type { Value } from '../../src/values.ts'
import { type Generated, generate } from './templating-differential/generate.ts'

const COUNT = Number(process.env.DIFFERENTIAL_COUNT ?? 1000)
/** In CI the same templates each time: a run there judges a change, not its luck. */
const SEED = Number(process.env.DIFFERENTIAL_SEED ?? (process.env.CI ? 1 : Date.now() % 1_000_000_000))

const hasReference = spawnSync('python3', ['-c', 'import jinja2']).status === 0

const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

if (!hasReference) print('templating differential: left out, python3 with jinja2 is not installed')

type Outcome = { text: string } | { error: string }

const reference = (cases: readonly Generated[]): Outcome[] => {
  const script = fileURLToPath(new URL('./templating-differential/reference.py', import.meta.url))
  const { stdout, stderr, status } = spawnSync('python3', [script], {
    input: JSON.stringify(cases),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { PATH: process.env.PATH, PYTHONIOENCODING: 'utf-8', PYTHONHASHSEED: '0' },
  })
  if (status !== 0) throw new Error(`the reference failed: ${stderr}`)
  return JSON.parse(stdout) as Outcome[]
}

const environment = createEnvironment()

const ours = ({ template, vars }: Generated): Outcome => {
  const values = new Map<string, Value>()
  for (const [name, text] of Object.entries(vars)) {
    const value = literalEval(text, { json: false })
    if (value === undefined) throw new Error(`not a literal: ${text}`)
    values.set(name, value)
  }
  try {
    return { text: String(new Templar(environment, mapScope(values)).renderText(template, { file: 'generated' })) }
  } catch (error) {
    if (error instanceof TemplateError) return { error: error.message }
    throw error
  }
}

/** Messages differ in wording; that both fail is what counts. */
const agree = (a: Outcome, b: Outcome): boolean => ('text' in a ? 'text' in b && a.text === b.text : 'error' in b)

test.skipIf(!hasReference)(
  'random templates give what Jinja2 gives',
  () => {
    print(`templating differential: ${COUNT} templates, DIFFERENTIAL_SEED=${SEED}`)
    const cases = Array.from({ length: COUNT }, (_, i) => generate(SEED + i))
    const expected = reference(cases)
    const different = cases.flatMap((each, i) => {
      const actual = ours(each)
      if (agree(expected[i]!, actual)) return []
      return [
        `seed ${SEED + i}: ${each.template}\n  vars ${JSON.stringify(each.vars)}\n  jinja2 ${JSON.stringify(expected[i])}\n  here   ${JSON.stringify(actual)}`,
      ]
    })
    for (const line of different) print(line)
    const errors = expected.filter((outcome) => 'error' in outcome).length
    print(`templating differential: ${COUNT - different.length} of ${COUNT} agree, ${errors} of them errors in both`)
    expect(different).toEqual([])
  },
  300_000,
)
