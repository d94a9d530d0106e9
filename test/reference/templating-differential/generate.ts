/** Random templates over random variables. */
import { Expressions } from './expressions.ts'
import { KINDS, literal } from './literals.ts'
import { Random } from './random.ts'
import { Statements } from './statements.ts'

/** How a result is taken: text (of a file), text that may become a list or dict, or a native value. */
export type Mode = 'text' | 'convert' | 'native'

/** A template and its variables, each as the text of a Python literal. */
export interface Generated {
  readonly template: string
  readonly vars: Readonly<Record<string, string>>
  /** Other templates that it includes, imports or extends. */
  readonly files: Readonly<Record<string, string>>
  readonly mode: Mode
  readonly trimBlocks: boolean
  readonly lstripBlocks: boolean
  /** Use the filters and tests of Ansible as well. */
  readonly ansible: boolean
}

/** The template of a seed. */
export const generate = (seed: number, { ansible }: { ansible: boolean }): Generated => {
  const random = new Random(seed)
  const vars: Record<string, string> = {}
  for (const kind of KINDS)
    vars[`v_${kind}`] = literal(random, kind, { depth: 2, python: true, plain: false, lists: ansible })
  const mode = random.pick<Mode>(['text', 'text', 'text', 'convert', 'native'])
  const expressions = new Expressions(random, { plain: mode !== 'text', ansible })
  const statements = new Statements(random, expressions)
  const template = random.chance(0.5) ? `{{ ${expressions.any(3)} }}` : statements.template()
  const isText = mode === 'text'
  return {
    template,
    vars,
    files: statements.files,
    mode,
    trimBlocks: !isText || random.chance(0.7),
    lstripBlocks: isText && random.chance(0.4),
    ansible,
  }
}
