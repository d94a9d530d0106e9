/** Evaluates single expressions, for tables of tests. */
import { createEnvironment } from '../../src/templating/environment.ts'
import { mapScope } from '../../src/templating/scope.ts'
import { Templar } from '../../src/templating/templar.ts'
import { TemplateError } from '../../src/templating/template-error.ts'
import type { Value } from '../../src/values.ts'

const environment = createEnvironment({ basedir: '/', env: { HOME: '/home/tester' } })

/** The text that `{{ expression }}` prints. */
export const render = (expression: string, vars: Readonly<Record<string, Value>> = {}): string =>
  String(
    new Templar(environment, mapScope(new Map(Object.entries(vars)))).renderText(`{{ ${expression} }}`, {
      file: 'test',
    }),
  )

/** The message that an expression fails with; undefined when it doesn't fail. */
export const failure = (expression: string): string | undefined => {
  try {
    render(expression)
    return undefined
  } catch (error) {
    if (error instanceof TemplateError) return error.message
    throw error
  }
}
