/** All tests by name. */
import type { TestFunction } from '../plugin.ts'
import { comparisonTests } from './comparisons.ts'
import { resultTests } from './results.ts'
import { textTests } from './texts.ts'
import { typeTests } from './types.ts'

const jinja = new Set(
  'boolean callable defined divisibleby eq equalto escaped even false filter float ge gt greaterthan in integer iterable le lessthan lower lt mapping ne none number odd sameas sequence string test true undefined upper == != < <= > >='.split(
    ' ',
  ),
)

/** Tests by their short name, and by their full one where they are Ansible's. */
export const allTests: ReadonlyMap<string, TestFunction> = new Map(
  Object.entries({ ...typeTests, ...comparisonTests, ...resultTests, ...textTests }).flatMap(
    ([name, test]): [string, TestFunction][] =>
      jinja.has(name) ? [[name, test]] : [name, `ansible.builtin.${name}`].map((full) => [full, test]),
  ),
)
