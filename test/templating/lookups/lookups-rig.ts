/** A playbook's folder for tests of lookups. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createEnvironment, type EnvironmentOptions } from '../../../src/templating/environment.ts'
import { mapScope } from '../../../src/templating/scope.ts'
import { Templar } from '../../../src/templating/templar.ts'
import { dict, Template, type Value } from '../../../src/values.ts'

/** Evaluates an expression as a variable would be, beside the files given. */
export const playbookWith = (
  files: Readonly<Record<string, string>>,
  options: EnvironmentOptions & { vars?: Readonly<Record<string, Value>> } = {},
) => {
  const basedir = realpathSync(mkdtempSync(join(tmpdir(), 'lookups-')))
  onTestFinished(() => rmSync(basedir, { recursive: true, force: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(basedir, path)), { recursive: true })
    writeFileSync(join(basedir, path), text)
  }
  const environment = createEnvironment({ env: { PATH: process.env.PATH }, ...options, basedir })
  const scope = mapScope(dict(options.vars ?? {}) as Map<string, Value>)
  const evaluate = (expression: string): Value =>
    new Templar(environment, scope).evaluate(new Template(`{{ ${expression} }}`))
  return { basedir, evaluate }
}
