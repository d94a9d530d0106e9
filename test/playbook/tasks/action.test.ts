import { describe, expect, test } from 'vitest'
import { diagnostic, parse, parseTask, parseTasks, plain, taskMistake } from '../rig.ts'

const actionOf = (text: string) => {
  const { action, module, args, freeForm, variableArgs, delegate_to } = parseTask(text)
  return plain([action, module, args, freeForm, variableArgs, delegate_to])
}

describe('an action is read from', () => {
  test.each<[text: string, expected: unknown[]]>([
    ['- copy: { src: a, dest: b }', ['copy', 'copy', { src: 'a', dest: 'b' }]],
    ['- copy: src=a dest=b', ['copy', 'copy', { src: 'a', dest: 'b' }]],
    ['- copy: src={{ a }} dest=b', ['copy', 'copy', { src: '{{ a }}', dest: 'b' }]],
    ['- ping:', ['ping', 'ping', {}]],
    ['- action: copy src=a', ['copy', 'copy', { src: 'a' }]],
    ['- action: { module: copy, src: a }', ['copy', 'copy', { src: 'a' }]],
    ['- action: { module: copy src=a, dest: b }', ['copy', 'copy', { src: 'a', dest: 'b' }]],
    ['- action: { module: copy, args: { src: a } }', ['copy', 'copy', { src: 'a' }]],
    ['- local_action: copy src=a', ['copy', 'copy', { src: 'a' }, undefined, undefined, 'localhost']],
    ['- local_action: command echo hi', ['command', 'command', {}, 'echo hi', undefined, 'localhost']],
    ['- command: echo a=b chdir=/tmp', ['command', 'command', { chdir: '/tmp' }, 'echo a=b']],
    ['- shell: echo {{ a }} | cat', ['shell', 'shell', {}, 'echo {{ a }} | cat']],
    ['- command: { cmd: ls, chdir: / }', ['command', 'command', { chdir: '/' }, 'ls']],
    ['- command: { argv: [ls, -l] }', ['command', 'command', { argv: ['ls', '-l'] }]],
    ['- raw: echo chdir=/', ['raw', 'raw', { chdir: '/' }, 'echo']],
    ['- { command: pwd, args: { chdir: /tmp } }', ['command', 'command', { chdir: '/tmp' }, 'pwd']],
    ['- { copy: { src: a }, args: { src: b, dest: c } }', ['copy', 'copy', { src: 'a', dest: 'c' }]],
    ['- { copy: { src: a }, args: "{{ b }}" }', ['copy', 'copy', { src: 'a' }, undefined, '{{ b }}']],
    ['- debug: "{{ options }}"', ['debug', 'debug', {}, undefined, '{{ options }}']],
    ['- { shell: "echo hi", args: { executable: /bin/sh } }', ['shell', 'shell', { executable: '/bin/sh' }, 'echo hi']],
    ['- ansible.builtin.copy: src=a', ['ansible.builtin.copy', 'copy', { src: 'a' }]],
    ['- ansible.legacy.shell: ls', ['ansible.legacy.shell', 'shell', {}, 'ls']],
    [
      '- community.docker.docker_container: name=a',
      ['community.docker.docker_container', 'docker_container', { name: 'a' }],
    ],
    ['- acme.tools.copy: src=a', ['acme.tools.copy', 'acme.tools.copy', { src: 'a' }]],
    ['- action: "{{ package_manager }} name=a"', ['{{ package_manager }}', '', { name: 'a' }]],
    ['- set_fact: a=1 b="{{ c }} d"', ['set_fact', 'set_fact', { a: '1', b: '{{ c }} d' }]],
  ])('%s', (text, expected) => {
    const whole = [...expected, ...Array(6 - expected.length).fill(undefined)]
    expect(actionOf(text)).toEqual(whole)
  })

  test('a folded text', () => {
    expect(actionOf('- file: >\n    dest=/a/b\n    src=/c state=link')).toEqual([
      ...['file', 'file', { dest: '/a/b', src: '/c', state: 'link' }],
      ...[undefined, undefined, undefined],
    ])
  })
})

test('options know where they stand', () => {
  const task = parseTask('- copy:\n    src: a\n    dest: b\n  args:\n    mode: 1')
  const { line: line0 } = task.position
  const lines = ['src', 'dest', 'mode', 'none'].map((name) => task.argPositions.get(name)!.line - line0)
  expect(lines).toEqual([1, 2, 4, 0])
})

describe('a task is refused that', () => {
  test.each([
    ['- copy: src=a\n  file: path=b', '2:3: conflicting action statements: copy, file'],
    ['- file: path=b\n  action: copy src=a', '1:3: conflicting action statements: copy, file'],
    ['- name: a', '1:3: no module/action detected in task.'],
    ['- action: {src: a}', '1:3: no module/action detected in task.'],
    ['- action: ping\n  local_action: ping', '2:3: action and local_action are mutually exclusive'],
    ['- copy: [a]', "1:9: unexpected parameter type in action: <class 'list'>"],
    ['- action: 5', "1:11: unexpected parameter type in action: <class 'int'>"],
    [
      '- ping: hello',
      "1:3: this task 'ping' has extra params, which is only allowed in the following modules: command, raw,",
    ],
    [
      '- command: { cmd: a }\n  args: { _raw_params: b }',
      "1:3: The 'cmd' argument cannot be used when other raw parameters",
    ],
    ['- ping:\n  args: foo', '2:9: Complex args containing variables cannot use bare variables'],
    ['- ping:\n  args: [a]', '2:9: Complex args must be a dictionary or variable string ("{{var}}")'],
    [
      '- ping: _ansible_x=1',
      "1:3: Invalid parameter specified beginning with keyword '_ansible_' for action 'ping': '_ansible_x'",
    ],
    ['- copy: src="a', '1:3: failed at splitting arguments, either an unbalanced jinja2 block or quotes: src="a'],
  ])('%j', (text, expected) => {
    expect(taskMistake(text)).toContain(expected)
  })

  test('has an unknown action, with what was meant', () => {
    const settings = {
      knownAction: (name: string) => ['copy', 'ping'].includes(name),
      actionNames: () => ['copy', 'ping'],
    }
    const text = '[{hosts: all, tasks: [{ping: }, {coppy: src=a}]}]'
    expect(diagnostic(text, settings)).toMatchObject({
      message:
        "couldn't resolve module/action 'coppy'. This often indicates a misspelling, missing collection, or incorrect module path.",
      hint: 'did you mean "copy"?',
      position: { line: 1, column: 34 },
    })
  })

  test('has a mistyped keyword, with the keyword', () => {
    const { message, hint } = diagnostic('[{hosts: all, tasks: [{ping: , wehn: a}]}]')
    expect(message).toBe('conflicting action statements: ping, wehn')
    expect(hint).toBe('is "wehn" meant to be "when"?')
  })
})

test('the collections of a play are searched for short names', () => {
  const known = (name: string) => name === 'acme.tools.gauge'
  const { task } = parse('[{hosts: all, collections: [acme.tools], tasks: [{gauge: }]}]', { knownAction: known })
  expect([task.action, task.module]).toEqual(['gauge', 'acme.tools.gauge'])
  expect(() => parseTasks('- gauge:')).not.toThrow()
  expect(() => parse('[{hosts: all, tasks: [{gauge: }]}]', { knownAction: known })).toThrow(
    "couldn't resolve module/action",
  )
})
