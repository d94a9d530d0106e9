/** Documentation of the keywords of playbooks. */
import { keywordsOf, type ObjectKind } from '../../playbook/keywords/keywords.ts'
import { type Dict, dict } from '../../values.ts'
import { type KeywordText, keywordTexts } from './keyword-texts.ts'

/** The names of all keywords, in order. */
export const documentedKeywords: readonly string[] = Object.keys(keywordTexts).sort()

/** What a keyword means, in one line; undefined where there is no such keyword. */
export const keywordSummary = (name: string): string | undefined => textOf(name)?.description

/** The documentation of a keyword, in ansible-doc's names; `with_X` is told as a loop. */
export const keywordData = (name: string): Dict | undefined => {
  const text = textOf(name)
  if (!text) return undefined
  const key = name.startsWith('with_') ? 'loop' : name
  const kinds = objects.filter(([kind]) => Object.hasOwn(keywordsOf[kind], key))
  return dict({
    applies_to: kinds.map(([, shown]) => shown),
    description: text.description,
    priority: text.priority ?? 0,
    template: /when$|^until$/.test(key) ? 'implicit' : text.isStatic ? 'static' : 'explicit',
    type: text.type ?? formOf(kinds[0]?.[0], key),
  })
}

const textOf = (name: string): KeywordText | undefined => {
  const key = name.startsWith('with_') ? 'loop' : name
  return Object.hasOwn(keywordTexts, key) ? keywordTexts[key] : undefined
}

const objects = [
  ['Play', 'Play'],
  ['RoleInclude', 'Role'],
  ['Block', 'Block'],
  ['Task', 'Task'],
  ['Handler', 'Handler'],
] as const satisfies readonly (readonly [ObjectKind, string])[]

const formOf = (kind: ObjectKind | undefined, name: string): string => {
  const form = kind && keywordsOf[kind][name]
  return typeof form === 'string' ? form : 'string'
}
