import { describe, expect, it } from 'vitest'
import { failure, render } from '../evaluate.ts'

describe('tests of results', () => {
  it.each([
    ["{'failed': true} is failed", 'True'],
    ['{} is succeeded', 'True'],
    ["{'changed': true} is changed", 'True'],
    ["{'results': [{'changed': false}, {'changed': true}]} is changed", 'True'],
    ["{'skipped': true} is skipped", 'True'],
    ["{'unreachable': true} is unreachable", 'True'],
    ["{'started': 1} is started", 'True'],
    ["{'finished': 0} is finished", 'False'],
    ['{} is not failed', 'True'],
  ])('{{ %s }} gives %j', (expression, text) => {
    expect(render(expression)).toBe(text)
  })

  it.each(["'x' is failed"])('{{ %s }} fails', (expression) => {
    expect(failure(expression)).toMatch(/\S/)
  })
})
