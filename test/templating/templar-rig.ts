import { createEnvironment, type EnvironmentOptions } from '../../src/templating/environment.ts'
import { mapScope } from '../../src/templating/scope.ts'
import { Templar } from '../../src/templating/templar.ts'
import { TemplateError } from '../../src/templating/template-error.ts'
import { written } from '../../src/templating/written.ts'
import { trusted, type Value } from '../../src/values.ts'

/** A templar over these variables, whose strings with markup are templates. */
export const given = (vars: Readonly<Record<string, unknown>> = {}, options: EnvironmentOptions = {}): Templar =>
  new Templar(createEnvironment(options), mapScope(written(vars) as Map<string, Value>))

/** What a text evaluates to. */
export const evaluated = (text: string, vars: Readonly<Record<string, unknown>> = {}): Value =>
  given(vars).evaluate(trusted(text))

/** The template error that running something raises. */
export const failure = (run: () => unknown): TemplateError => {
  try {
    run()
  } catch (error) {
    if (error instanceof TemplateError) return error
    throw error
  }
  throw new Error('it did not fail')
}

/** Options of an environment whose template files are these texts. */
export const templateFiles = (files: Readonly<Record<string, string>>): EnvironmentOptions => ({
  searchPath: ['/templates'],
  readFile: (path) => {
    const text = files[path.replace('/templates/', '')]
    if (text === undefined) throw Object.assign(new Error(`no file ${path}`), { code: 'ENOENT' })
    return text
  },
})
