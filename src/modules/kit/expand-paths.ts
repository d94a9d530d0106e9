/** `~` and variables in paths on a host: only the host knows what they mean. */
import type { Queries, Query } from '../../remote/query.ts'
import { query } from '../../remote/query.ts'
import { sh } from '../../remote/sh.ts'
import { expandedWord } from '../shared/expand.ts'
import type { OptionTable } from './option.ts'

type Options = Readonly<Record<string, unknown>>

/** The questions to ask before a module sees its options; empty for nearly all tasks. */
export const pathQueries = (table: OptionTable, options: Options): Queries =>
  Object.fromEntries(
    Object.entries(table)
      .flatMap(([name, { type, elements, onHostIf }]) => {
        if (onHostIf !== undefined && options[onHostIf] !== true) return []
        if (type === 'path') return [options[name]]
        return type === 'list' && elements?.type === 'path' ? ((options[name] as unknown[] | undefined) ?? []) : []
      })
      .filter((value): value is string => typeof value === 'string' && needsHost(value))
      .map((value) => [value, expanded(value)]),
  )

/** The options with what the host made of the paths. */
export const withPaths = (table: OptionTable, options: Options, answers: Readonly<Record<string, string>>): Options => {
  if (Object.keys(answers).length === 0) return options
  const replace = (value: unknown): unknown => (typeof value === 'string' ? (answers[value] ?? value) : value)
  const entries = Object.entries(options).map(([name, value]) => {
    const option = table[name]
    if (option?.type === 'path') return [name, replace(value)]
    if (option?.type === 'list' && option.elements?.type === 'path')
      return [name, (value as unknown[] | undefined)?.map(replace)]
    return [name, value]
  })
  return Object.fromEntries(entries)
}

const needsHost = (text: string): boolean => /^~|\$[A-Za-z_{]/.test(text)

/** A planned user's home is not known to the shell yet. */
const expanded = (text: string): Query<string> =>
  query({
    name: 'expand-path',
    key: `expand-path ${text}`,
    script: sh`printf %s ${expandedWord(text)}`,
    parse: ({ stdout }) => stdout.toString(),
    overlay: (answer, effects) => {
      const [, name, rest = ''] = /^~([^/]+)(.*)$/s.exec(answer) ?? []
      const made = effects.findLast((effect) => effect.kind === 'user' && effect.name === name)
      if (name === undefined || made?.kind !== 'user' || !made.entry) return answer
      return `${String(made.entry.get('home') ?? `/home/${name}`)}${rest}`
    },
  })
