import { describe, expect, it } from 'vitest'
import { playbookWith } from './lookups-rig.ts'

describe('lookups of variables', () => {
  const vars = { app_a: 1, app_b: 'x', other: true }

  it.each([
    ["lookup('vars', 'app_b')", 'x'],
    ["query('vars', 'app_a', 'app_b')", [1, 'x']],
    ["lookup('vars', 'nope', default='d')", 'd'],
    ["query('varnames', '^app_')", ['app_a', 'app_b']],
    ["lookup('env', 'NAME')", 'value'],
    ["lookup('env', 'NOPE', default='d')", 'd'],
    ["lookup('config', 'DEFAULT_FORKS')", '7'],
    ["query('config', 'NOPE', on_missing='skip')", []],
    ["query('inventory_hostnames', 'all', '!b')", ['all,!b']],
  ])('%s', (expression, value) => {
    const { evaluate } = playbookWith(
      {},
      {
        vars,
        env: { NAME: 'value' },
        setting: (name) => (name === 'DEFAULT_FORKS' ? 7 : undefined),
        hostsMatching: (pattern) => [pattern],
      },
    )
    expect(evaluate(expression)).toEqual(value)
  })

  it.each([
    ["lookup('vars', 'nope')", 'No variable found with this name: nope'],
    ["lookup('config', 'NOPE')", 'Unable to find setting NOPE'],
  ])('%s fails', (expression, message) => {
    expect(() => playbookWith({}).evaluate(expression)).toThrow(message)
  })
})
