import { describe, expect, test } from 'vitest'
import { diagnostic, mistake, parse, parseTasks, taskMistake } from '../rig.ts'

describe('an unknown keyword is refused', () => {
  test.each([
    ['- hosts: all\n  taskss: []', "site.yml:2:3: 'taskss' is not a valid attribute for a Play"],
    ['- hosts: all\n  when: a', "site.yml:2:3: 'when' is not a valid attribute for a Play"],
    ['- hosts: all\n  5: a', "site.yml:2:3: '5' is not a valid attribute for a Play"],
  ])('in a play: %j', (text, expected) => {
    expect(mistake(text)).toBe(expected)
  })

  test.each([
    ['- block: []\n  loop: [1]', "2:3: 'loop' is not a valid attribute for a Block"],
    ['- ping:\n  listen: a', "2:3: 'listen' is not a valid attribute for a Task"],
    ['- ping:\n  with_nothing: a', "2:3: 'with_nothing' is not a valid attribute for a Task"],
    ['- include_tasks: a\n  become: true', "2:3: 'become' is not a valid attribute for a TaskInclude"],
    ['- include_role: name=a\n  notify: b', "2:3: 'notify' is not a valid attribute for a IncludeRole"],
    ['- ping:\n  loop: []\n  loop_control: { labels: a }', "3:19: 'labels' is not a valid attribute for a LoopControl"],
  ])('in %j', (text, expected) => {
    expect(taskMistake(text, { knownLookup: (name) => name !== 'nothing' })).toBe(expected)
  })

  test('with the nearest one as a suggestion', () => {
    expect(diagnostic('[{hosts: all, taks: []}]').hint).toBe('did you mean "tasks"?')
    expect(diagnostic('[{ping: }]').hint).toContain('this looks like a task')
  })
})

describe('the form of a value', () => {
  test.each([
    [
      '- hosts: all\n  gather_facts: maybe',
      "site.yml:2:17: the field 'gather_facts' has an invalid value ('maybe'), and could not be converted to bool.",
    ],
    [
      '- hosts: all\n  gather_timeout: soon',
      "site.yml:2:19: the field 'gather_timeout' has an invalid value ('soon'), and could not be converted to int.",
    ],
    [
      '- hosts: all\n  max_fail_percentage: 10p',
      "site.yml:2:24: the field 'max_fail_percentage' has an invalid value ('10p'), and could not be converted to percent.",
    ],
    [
      '- hosts: all\n  name: [a]',
      "site.yml:2:9: The field 'name' is supposed to be a string type, however the incoming data structure is a <class 'list'>",
    ],
  ])('of a play is checked: %j', (text, expected) => {
    expect(mistake(text)).toBe(expected)
  })

  test.each(['yes', '"No"', 'on', '1', '0.0', '"{{ a }}"', '"t"', 'null'])('%s is a boolean', (value) => {
    expect(parse(`[{hosts: all, gather_facts: ${value}}]`).notices).toEqual([])
  })

  test.each(['5', '"5"', '5.0', '" 7 "', '"{{ a }}"'])('%s is a whole number', (value) => {
    expect(parse(`[{hosts: all, gather_timeout: ${value}}]`).notices).toEqual([])
  })

  test.each(['30', '30%', '"33.3%"'])('%s is a percentage', (value) => {
    expect(parse(`[{hosts: all, max_fail_percentage: ${value}}]`).notices).toEqual([])
  })

  test('of a task is only warned about, as the task may never run', () => {
    const { notices } = parseTasks('- ping:\n  become: maybe\n- ping:\n  debugger: sometimes')
    expect(notices).toEqual([
      "4: the field 'become' has an invalid value ('maybe'), and could not be converted to bool.",
      "6: 'sometimes' is not a valid value for debugger. Must be one of always, never, on_failed, on_unreachable, on_skipped",
    ])
  })
})
