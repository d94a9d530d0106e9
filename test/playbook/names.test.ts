import { expect, test } from 'vitest'
import { hostPatterns, listedName, listensTo, playName, taskName } from '../../src/playbook/names.ts'
import { playHandlers } from '../../src/playbook/walk.ts'
import { Template } from '../../src/values.ts'
import { parse } from './rig.ts'

test('a play is called by its name or its hosts', () => {
  expect(playName(parse('[{hosts: [a, b], name: x}]').play)).toBe('x')
  expect(playName(parse('[{hosts: [a, b]}]').play)).toBe('a,b')
  expect(hostPatterns(new Template('{{ a }}'))).toEqual(['{{ a }}'])
  expect(hostPatterns(['a:b', 1])).toEqual(['a:b', '1'])
})

test('a task is called by its role and name, or its action', () => {
  const { tasks } = parse({
    'site.yml': '[{hosts: all, roles: [a], tasks: [{ping: }, {name: "x {{ y }}", ping: }, {name: 5, ping: }]}]',
    'roles/a/tasks/main.yml': `
- ping:
- { name: n, ping: }
- { name: inc, include_role: { name: b } }
- include_role: { name: b }
- include_tasks: c.yml
`,
  })
  expect(tasks.map(taskName)).toEqual([
    ...['a : ping', 'a : n', 'inc', 'include_role : b', 'a : include_tasks'],
    ...['ping', 'x {{ y }}', '5'],
  ])
  expect(tasks.map(listedName)).toEqual([
    ...['ping', 'a : n', 'inc', 'include_role', 'include_tasks'],
    ...['ping', 'x {{ y }}', '5'],
  ])
})

test('a handler of a role listens to its topics with and without the role’s name', () => {
  const { play } = parse({
    'site.yml': '[{hosts: all, roles: [a], handlers: [{name: own, ping: , listen: topic}]}]',
    'roles/a/handlers/main.yml': '- { name: h, ping: , listen: [topic, other] }',
  })
  const [[ofRole], [own]] = playHandlers(play) as [[never], [never]]
  const listens = (handler: never, topic: string) => listensTo(handler, ['topic'], topic)
  expect([listens(ofRole, 'topic'), listens(ofRole, 'a : topic'), listens(ofRole, 'b : topic')]).toEqual([
    true,
    true,
    false,
  ])
  expect([listens(own, 'topic'), listens(own, 'a : topic')]).toEqual([true, false])
})
