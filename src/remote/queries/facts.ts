/** What a host is: everything that playbooks know as `ansible_facts`. */
import { type Dict, Float, type Value } from '../../values.ts'
import { collectFacts } from '../facts/collect.ts'
import { factScript } from '../facts/script.ts'
import { partsFor, selectCollectors } from '../facts/subsets.ts'
import { type Query, query } from '../query.ts'

export interface FactSettings {
  /** `all`, `min`, `hardware`, `!network`, …; everything when empty. */
  readonly subset: readonly string[]
  /** The directory of local facts. */
  readonly factPath: string
  /** Seconds for what may hang. */
  readonly timeout: number
}

export interface FactAnswer {
  /** Names without `ansible_`. */
  readonly facts: Dict
  readonly warnings: readonly string[]
}

/** Facts, gathered in one exchange by a POSIX shell. Throws an Error for a subset that does not exist. */
export const facts = ({ subset, factPath, timeout }: FactSettings): Query<FactAnswer> => {
  const collectors = selectCollectors(subset)
  return query<FactAnswer>({
    name: 'facts',
    key: `facts ${[...collectors].sort().join(',')} ${timeout} ${factPath}`,
    script: factScript({ parts: partsFor(collectors), factPath, timeout }),
    parse: (answer) => {
      const { facts, warnings } = collectFacts(answer.stdout.toString(), collectors)
      return { facts: toDict(facts), warnings }
    },
  })
}

const toDict = (facts: Readonly<Record<string, unknown>>): Dict =>
  new Map(Object.entries(facts).flatMap(([name, fact]) => (fact === undefined ? [] : [[name, toValue(fact)]])))

const toValue = (fact: unknown): Value => {
  if (fact === null || fact === undefined) return null
  if (Array.isArray(fact)) return fact.map(toValue)
  if (fact instanceof Map) return new Map([...fact].map(([key, value]) => [key as Value, toValue(value)]))
  if (fact instanceof Float) return fact
  return typeof fact === 'object' ? toDict(fact as Record<string, unknown>) : (fact as Value)
}
