import { expect, it } from 'vitest'
import type { Value } from '../../../src/values.ts'
import { plain } from '../../rig/plain.ts'
import { inSite, runSite } from '../../rig/run-site.ts'

/** A play on host a. */
const play = (tasks: string): string => `
- hosts: a
  tasks:
${tasks.replace(/^\n/, '')}`

it('runs a task for each item', async () => {
  const { steps, recap } = await runSite(
    play(`
    - {name: t, command: "echo {{ item }}", loop: [x, y], register: r}
    - {name: u, debug: {msg: "{{ r.results | map(attribute='stdout') | list }} {{ r.changed }} {{ r.msg }}"}}
  `),
  )
  expect(steps).toEqual(['t: a ["x"] changed', 't: a ["y"] changed', 't: a changed', 'u: a ok'])
  expect(recap.a).toEqual({ ok: 2, changed: 1 })
})

it('looks at when for each item', async () => {
  const { steps, result } = await runSite(
    play(`
    - {name: some, debug: , loop: [1, 2], when: item > 1}
    - {name: none, debug: , loop: [1, 2], when: item > 2}
    - {name: empty, debug: , loop: []}
  `),
  )
  expect(steps).toEqual([
    'some: a [1] skipped',
    'some: a [2] ok',
    'some: a ok',
    'none: a [1] skipped',
    'none: a [2] skipped',
    'none: a skipped',
    'empty: a skipped',
  ])
  expect(result('empty').skipped_reason).toBe('No items in the list')
})

it('skips a task whose loop is undefined where a condition excludes it, and fails it otherwise', async () => {
  const { steps, result } = await runSite(
    play(`
    - {name: skipped, debug: , loop: "{{ nowhere }}", when: false}
    - {name: failed, debug: , loop: "{{ nowhere }}"}
  `),
  )
  expect(steps).toEqual(['skipped: a skipped', 'failed: a failed'])
  expect(result('failed').msg).toContain("'nowhere' is undefined")
})

it('refuses a loop over what is no list', async () => {
  const { result } = await runSite(
    play(`
    - {name: t, debug: , loop: "{{ {'a': 1} }}"}
  `),
  )
  expect(result('t').msg).toContain("Invalid data passed to 'loop', it requires a list, got this instead: {'a': 1}")
})

it('goes on after a failing item, and fails at the end', async () => {
  const { steps, result } = await runSite(
    play(`
    - {name: t, command: "{{ item }}", loop: ["false", "true"]}
  `),
  )
  expect(steps).toEqual(['t: a ["false"] failed', 't: a ["true"] changed', 't: a failed'])
  expect(result('t').msg).toBe('One or more items failed')
})

it('knows index_var, loop_var, label and extended', async () => {
  const { steps, said } = await runSite(
    play(`
    - name: t
      debug: {msg: "{{ n }} {{ it.k }} {{ ansible_loop.first }} {{ ansible_loop.last }} {{ ansible_loop.index }}/{{ ansible_loop.length }} {{ ansible_loop.nextitem.k | default('-') }} {{ ansible_loop.previtem.k | default('-') }} {{ ansible_loop.revindex }} {{ ansible_loop_var }} {{ ansible_index_var }} {{ ansible_loop.allitems | length }}"}
      loop: [{k: x}, {k: y}]
      loop_control: {loop_var: it, index_var: n, label: "{{ it.k }}", extended: true}
  `),
  )
  expect(steps).toEqual(['t: a ["x"] ok', 't: a ["y"] ok', 't: a ok'])
  expect(said).toEqual(['0 x True False 1/2 y - 2 it n 2', '1 y False True 2/2 - x 1 it n 2'])
})

it('leaves all items out of ansible_loop where they are not wanted', async () => {
  const { said } = await runSite(
    play(`
    - debug: {msg: "{{ ansible_loop.allitems is defined }}"}
      loop: [1]
      loop_control: {extended: true, extended_allitems: false}
  `),
  )
  expect(said).toEqual([false])
})

it('ends where break_when holds', async () => {
  const { said } = await runSite(
    play(`
    - debug: {msg: "{{ item }}"}
      loop: [1, 2, 3]
      register: r
      loop_control: {break_when: item == 2}
  `),
    { differs: 'break_when came with ansible-core 2.18' },
  )
  expect(said).toEqual([1, 2])
})

it('pauses between items', async () => {
  const { said } = await runSite(
    play(`
    - debug: {msg: "{{ item }}"}
      loop: [1, 2]
      loop_control: {pause: 0.01}
  `),
  )
  expect(said).toEqual([1, 2])
})

it('repeats each item until it is done', async () => {
  const { said, events } = await runSite(
    play(`
    - shell: "echo x >> {{ playbook_dir }}/{{ item }}; wc -l < {{ playbook_dir }}/{{ item }}"
      loop: [one, two]
      until: r.stdout | int == 2
      retries: 3
      delay: 0
      register: r
    - debug: {msg: "{{ r.results | map(attribute='attempts') | list }}"}
  `),
    { differs: 'the files of the first run are there' },
  )
  expect(said).toEqual([[2, 2]])
  expect(events.filter(({ type }) => type === 'retry')).toHaveLength(2)
})

it.each([
  ['with_items: [[1, [2]], 3]', [1, [2], 3]],
  ['with_list: [[1], 2]', [[1], 2]],
  ['with_dict: {k: v}', [{ key: 'k', value: 'v' }]],
  ['with_sequence: start=1 end=3 format=n%d', ['n1', 'n2', 'n3']],
  [
    'with_indexed_items: [a, b]',
    [
      [0, 'a'],
      [1, 'b'],
    ],
  ],
  [
    'with_nested: [[1, 2], [3]]',
    [
      [1, 3],
      [2, 3],
    ],
  ],
  [
    'with_together: [[1, 2], [3]]',
    [
      [1, 3],
      [2, null],
    ],
  ],
  ['with_subelements: [[{n: a, l: [1]}], l]', [[{ n: 'a' }, 1]]],
  ['with_lines: printf "a\\nb\\n"', ['a', 'b']],
  ['with_inventory_hostnames: all', ['a', 'b', 'c']],
])('loops %s', async (loop, items) => {
  const { said } = await runSite({
    'files/x.txt': '',
    'site.yml': play(`
    - debug: {msg: "{{ item }}"}
      ${loop}
    `),
  })
  expect(said).toEqual(items)
})

it('flattens lists', async () => {
  const loop = play('    - {debug: {msg: "{{ item }}"}, with_flattened: [[1, [2]], 3]}')
  const { said } = await runSite(loop, { differs: 'it has this in another collection' })
  expect(said).toEqual([1, 2, 3])
})

it('loops over files', async () => {
  const { said } = await runSite({
    'files/x.txt': '',
    'site.yml': play(`
    - {debug: {msg: "{{ item | basename }}"}, with_fileglob: "*.txt"}
    - {debug: {msg: "{{ item | basename }}"}, with_first_found: [none, "{{ nowhere }}", site.yml]}
    `),
  })
  expect(said).toEqual(['x.txt', 'site.yml'])
})

it('finds the first file among those of the kind that the task uses', async () => {
  const { said } = await runSite({
    'roles/web/vars/debian.yml': 'from: the vars of the role',
    'roles/web/templates/debian.conf': 'from the templates of the role',
    'roles/web/files/debian.conf': 'from its files',
    'roles/web/tasks/main.yml': `
- {include_vars: "{{ item }}", with_first_found: [{files: [none.yml, debian.yml], skip: true}]}
- {debug: {msg: "{{ from }}"}}
- {debug: {msg: "{{ lookup('file', item) }}"}, with_first_found: [debian.conf]}
- {template: {src: "{{ item }}", dest: "{{ playbook_dir }}/placed"}, with_first_found: [debian.conf]}
- {debug: {msg: "{{ lookup('file', playbook_dir ~ '/placed') }}"}}
`,
    'site.yml': '[{hosts: a, gather_facts: false, roles: [web]}]',
  })
  expect(said).toEqual(['the vars of the role', 'from its files', 'from the templates of the role'])
})

it('warns of nothing and shadows the outer item in an inner loop with another name', async () => {
  const { said } = await runSite({
    'inner.yml': '[{debug: {msg: "{{ outer }}{{ item }}"}, loop: [1, 2]}]',
    'site.yml': play(`
    - include_tasks: inner.yml
      loop: [a, b]
      loop_control: {loop_var: outer}
    `),
  })
  expect(said).toEqual(['a1', 'a2', 'b1', 'b2'])
})

it('asks once for all items of a module when nothing is to change', async () => {
  await inSite(
    {
      'site.yml': play(`
    - name: t
      file: {path: "{{ playbook_dir }}/{{ item }}", state: directory}
      loop: [a, b, c, d]
      `),
    },
    async ({ run }) => {
      const first = await run({ verbosity: 4, differs: 'it has no exchanges' })
      const second = await run({ verbosity: 4, differs: 'it has no exchanges' })
      expect(first.steps.at(-1)).toBe('t: a changed')
      expect(second.steps.at(-1)).toBe('t: a ok')
      expect(second.exchanges).toBe(1)
      expect(first.exchanges).toBe(5)
    },
  )
})

it.each([
  ['items', ['x', 'y']],
  ['together', [['x', 'y']]],
  [
    'dict',
    [
      { key: 'x', value: 1 },
      { key: 'y', value: 2 },
    ],
  ],
])('goes with_%s over a dict', async (lookup, items) => {
  const { said } = await runSite(play(`    - {debug: {msg: "{{ item }}"}, with_${lookup}: {x: 1, y: 2}}`))
  expect(said).toEqual(items)
})

it.each(['list', 'indexed_items'])('wants a list for with_%s', async (lookup) => {
  const { result } = await runSite(play(`    - {name: t, debug: , with_${lookup}: {x: 1}}`))
  expect(result('t').msg).toBe(`with_${lookup} expects a list`)
})

it('ends as a whole with a template that an item leaves undefined, after the items before it', async () => {
  const { steps, result, status } = await runSite(
    {
      'site.yml': `
    - hosts: a
      tasks:
        - {name: t, debug: {msg: "{{ item.x }}"}, loop: [{x: 1}, {y: 1}, {x: 2}], ignore_errors: true, register: r}
        - {name: check, assert: {that: [r is failed, r.results is undefined]}}
    `,
    },
    { differs: 'the items before it are told of apart' },
  )
  expect(status).toBe(0)
  expect(steps.filter((step) => step.startsWith('t'))).toHaveLength(2)
  expect(result('t')).toMatchObject({ failed: true, msg: expect.stringContaining('undefined variable') })
})

it('does not know the items that are parts of what is not known in a dry run', async () => {
  const { steps } = await runSite(
    play(`
    - {name: look, command: look, register: seen, loop: [a, b]}
    - {name: use, debug: {msg: "{{ item }}"}, with_subelements: ["{{ seen.results }}", stdout_lines]}
    - {name: list, debug: {msg: "{{ item }}"}, with_items: "{{ seen.results[0].stdout_lines }}"}
    `),
    { check: true, differs: 'a command that is not run has no output at all' },
  )
  expect(steps.slice(-2)).toEqual(['use: a changed', 'list: a changed'])
})

it('warns once of a variable that is in use already', async () => {
  const { events } = await runSite({
    'inner.yml':
      '- {name: inner, debug: , loop: [x]}\n- {name: other, debug: , loop: [x], loop_control: {loop_var: own}}\n',
    'site.yml': `
      - hosts: a,b
        tasks: [{name: outer, include_tasks: inner.yml, loop: [1, 2]}]
    `,
  })
  const warnings = events.flatMap((event) =>
    event.type === 'notice' && event.level === 'warning' ? [event.message] : [],
  )
  expect(warnings).toEqual([expect.stringMatching(/^TASK: inner: The loop variable 'item' is already in use\./)])
})

it('goes on with the next item where the host could not be reached, as Ansible does', async () => {
  const { steps } = await runSite({
    hosts: 'far ansible_connection=ssh ansible_host=127.0.0.1 ansible_port=1\n',
    'site.yml': '- {hosts: far, gather_facts: false, tasks: [{name: t, command: "echo {{ item }}", loop: [x, y]}]}',
  })
  expect(steps).toEqual(['t: far ["x"] unreachable', 't: far ["y"] unreachable', 't: far unreachable'])
})

it.each(['pause: abc', 'extended: maybe', 'extended_allitems: maybe'])(
  'fails a task whose loop_control has %s',
  async (control) => {
    const { steps } = await runSite(`[{hosts: a, tasks: [{name: t, debug: , loop: [1], loop_control: {${control}}}]}]`)
    expect(steps).toEqual(['t: a failed'])
  },
)

it('takes yes for an extended loop', async () => {
  const { said } = await runSite(
    `[{hosts: a, tasks: [{debug: {msg: "{{ ansible_loop.index }}"}, loop: [1], loop_control: {extended: "{{ 'yes' }}"}}]}]`,
  )
  expect(said).toEqual(['1'])
})

it.each([
  ['""', 1],
  ['{at: "{{ item }}"}', { at: 1 }],
])('shows rounds with the label %s as %j', async (label, expected) => {
  const { events } = await runSite(`[{hosts: a, tasks: [{debug: , loop: [1], loop_control: {label: ${label}}}]}]`)
  const labels = events.flatMap((event) => (event.type === 'item-result' ? [plain(event.label as Value)] : []))
  expect(labels).toEqual([expected])
})
