/** The templates of a file: unknown filters, tests and lookups, and what can't be read. */
import { type Position, UserError } from '../../errors.ts'
import { compiledCondition, compiledOf } from '../../templating/compile-cache.ts'
import type { TemplatingEnvironment } from '../../templating/environment.ts'
import { isDict, Template, type Value } from '../../values.ts'
import { positionOf, positionOfKey } from '../../yaml/positions.ts'
import type { Problem } from './problem.ts'

interface Where {
  readonly file: string
  readonly environment: TemplatingEnvironment
}

/** All problems of the templates in a value. */
export const checkTemplates = (value: Value, where: Where, key?: Value, at?: Position): Problem[] => {
  const fallback = at ?? positionOf(value) ?? { file: where.file, line: 1, column: 1 }
  if (value instanceof Template) return checkOne(value, where, fallback)
  if (typeof value === 'string') return conditional.has(String(key)) ? checkCondition(value, where, fallback) : []
  if (Array.isArray(value))
    return value.flatMap((item) => checkTemplates(item, where, key, positionOf(item) ?? fallback))
  if (!isDict(value)) return []
  return [...value].flatMap(([name, item]) => checkTemplates(item, where, name, positionOfKey(value, name) ?? fallback))
}

/** Keywords whose text is an expression. */
const conditional = new Set(['when', 'until', 'changed_when', 'failed_when'])

const checkOne = (template: Template, { environment }: Where, fallback: Position): Problem[] => {
  const position = template.position ?? fallback
  return [
    ...attempt(() => compiledOf(template, environment), position),
    ...lookups(template.source, environment, position),
  ]
}

const checkCondition = (text: string, { environment }: Where, position: Position): Problem[] => [
  ...attempt(() => compiledCondition(environment, text, position), position),
  ...lookups(text, environment, position),
]

const attempt = (compile: () => unknown, fallback: Position): Problem[] => {
  try {
    compile()
    return []
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const { message, position } = error.diagnostic
    const kind = / is not a (?:filter|test)\b/.test(message) ? 'filter or test' : 'syntax'
    return [{ kind, message: message.split('\n')[0]!, position: position ?? fallback }]
  }
}

const lookups = (text: string, environment: TemplatingEnvironment, position: Position): Problem[] =>
  [...text.matchAll(/\b(?:lookup|query|q)\(\s*(['"])([\w.]+)\1/g)].flatMap(([, , name]) =>
    name === undefined || environment.lookupNamed(name)
      ? []
      : [{ kind: 'lookup' as const, message: `there is no lookup "${name}"`, position }],
  )
