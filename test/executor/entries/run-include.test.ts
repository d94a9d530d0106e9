import { expect, it } from 'vitest'
import { runSite } from '../../rig/run-site.ts'

const say = (text: string): string => `- debug: {msg: "${text}"}\n`

it('runs included tasks with the variables of the include', async () => {
  const { said, recap } = await runSite({
    'more.yml': say('{{ x }} {{ y }}'),
    'site.yml': `
    - hosts: a
      vars: {x: play, y: play}
      tasks: [{include_tasks: more.yml, vars: {x: include}}, {debug: {msg: "{{ x }}"}}]
    `,
  })
  expect(said).toEqual(['include play', 'play'])
  expect(recap.a).toEqual({ ok: 3 })
})

it('includes for each item, and for each host what it names', async () => {
  const { said, saidBy, events } = await runSite({
    'of_a.yml': say('{{ inventory_hostname }} {{ item }}'),
    'of_b.yml': say('{{ inventory_hostname }} {{ item }} b'),
    'site.yml': `
    - hosts: a,b
      tasks:
        - {include_tasks: "of_{{ inventory_hostname }}.yml", loop: [1, 2]}
    `,
  })
  expect(saidBy('a')).toEqual(['a 1', 'a 2'])
  expect(saidBy('b')).toEqual(['b 1 b', 'b 2 b'])
  expect(said).toHaveLength(4)
  expect(events.filter(({ type }) => type === 'included')).toHaveLength(4)
})

it('shares an include between the hosts that include the same', async () => {
  const { tasks, steps } = await runSite({
    'one.yml': '- {name: one, debug: }',
    'two.yml': '- {name: two, debug: }',
    'site.yml': `
    - hosts: a,b,c
      tasks:
        - {name: inc, include_tasks: {file: "{{ 'two.yml' if inventory_hostname == 'b' else 'one.yml' }}"}}
        - {name: after, debug: }
    `,
  })
  expect(tasks).toEqual(['inc', 'one', 'two', 'after'])
  expect(steps.slice(0, 3)).toEqual(['one: a ok', 'one: c ok', 'two: b ok'])
})

it('skips an include whose condition does not hold; an import hands it to its tasks', async () => {
  const { steps } = await runSite({
    'more.yml': '- {name: in it, debug: }',
    'site.yml': `
    - hosts: a
      tasks:
        - {name: inc, include_tasks: more.yml, when: false}
        - {import_tasks: more.yml, when: false}
    `,
  })
  expect(steps).toEqual(['inc: a skipped', 'in it: a skipped'])
})

it('looks at the condition of an include once, at that of an import before each task', async () => {
  const { said } = await runSite({
    'more.yml': `- set_fact: {go: false}\n${say('still here')}`,
    'site.yml': `
    - hosts: a
      vars: {go: true}
      tasks:
        - {include_tasks: more.yml, when: go}
        - {set_fact: {go: true}}
        - {import_tasks: more.yml, when: go}
    `,
  })
  expect(said).toEqual(['still here'])
})

it('gives tags to imported tasks, and to included ones only with apply', async () => {
  const site = {
    'more.yml': '- {name: in it, debug: }',
    'site.yml': `
    - hosts: a
      tasks:
        - {name: bare, include_tasks: more.yml, tags: t}
        - {name: applied, include_tasks: {file: more.yml, apply: {tags: t}}, tags: t}
        - {import_tasks: more.yml, tags: t}
        - {name: other, debug: }
    `,
  }
  expect((await runSite(site, { tags: ['t'] })).steps).toEqual(['in it: a ok', 'in it: a ok'])
})

it('includes tasks that include themselves', async () => {
  const { said } = await runSite({
    'down.yml': `
    - debug: {msg: "{{ n }}"}
    - {include_tasks: down.yml, vars: {m: "{{ n | int - 1 }}", n: "{{ m }}"}, when: false}
    - {include_tasks: next.yml, when: n | int > 1}
    `,
    'next.yml': '- {set_fact: {n: "{{ n | int - 1 }}"}}\n- {include_tasks: down.yml}',
    'site.yml': '[{hosts: a, tasks: [{set_fact: {n: 3}}, {include_tasks: down.yml}]}]',
  })
  expect(said).toEqual([3, '2', '1'])
})

it('fails the host that includes a file that is not there, and rescues it', async () => {
  const { steps, status, recap } = await runSite(`
    - hosts: a,b
      tasks:
        - block: [{name: inc, include_tasks: none.yml, when: inventory_hostname == 'a'}]
          rescue: [{name: mend, debug: }]
  `)
  expect(steps).toEqual(['inc: a failed', 'inc: b skipped', 'mend: a ok'])
  expect(status).toBe(0)
  expect(recap.a).toEqual({ ok: 1, failed: 1 })
})

it('runs a role with its dependencies first, each once, unless duplicates are allowed or parameters differ', async () => {
  const { said } = await runSite({
    'roles/base/tasks/main.yml': say('base {{ p | default(0) }}'),
    'roles/often/tasks/main.yml': say('often'),
    'roles/often/meta/main.yml': 'allow_duplicates: true',
    'roles/web/tasks/main.yml': say('web'),
    'roles/web/meta/main.yml': 'dependencies: [base, often]',
    'roles/db/tasks/main.yml': say('db'),
    'roles/db/meta/main.yml': 'dependencies: [base, often, {role: base, p: 2}]',
    'site.yml': '[{hosts: a, roles: [web, db, web, {role: base, p: 1}]}]',
  })
  expect(said).toEqual(['base 0', 'often', 'web', 'often', 'base 2', 'db', 'often', 'base 1'])
})

it('includes roles: tasks_from, vars_from, defaults_from', async () => {
  const { said } = await runSite({
    'roles/r/tasks/other.yml': say('{{ v }} {{ d }}'),
    'roles/r/vars/v.yml': 'v: var',
    'roles/r/defaults/d.yml': 'd: default',
    'site.yml': `
    - hosts: a
      tasks: [{include_role: {name: r, tasks_from: other, vars_from: v, defaults_from: d.yml}}]
    `,
  })
  expect(said).toEqual(['var default'])
})

it('keeps variables of an included role to itself, unless it is public; those of an imported one are not kept', async () => {
  const role = (name: string) => ({
    [`roles/${name}/defaults/main.yml`]: `${name}_default: 1`,
    [`roles/${name}/vars/main.yml`]: `${name}_var: 1`,
    [`roles/${name}/tasks/main.yml`]: say(`{{ ${name}_default }}`),
  })
  const { said } = await runSite({
    ...role('own'),
    ...role('open'),
    ...role('imported'),
    'site.yml': `
    - hosts: a
      tasks:
        - debug: {msg: "{{ [imported_var is defined, open_var is defined] }}"}
        - include_role: {name: own}
        - include_role: {name: open, public: true}
        - import_role: {name: imported}
        - debug: {msg: "{{ [own_default is defined, own_var is defined, open_default is defined, open_var is defined] }}"}
    `,
  })
  expect(said).toEqual([[true, false], 1, 1, 1, [false, false, true, true]])
})

it('includes a role for each item, and notifies its handlers from outside', async () => {
  const { said } = await runSite({
    'roles/r/tasks/main.yml': say('{{ item }} {{ p }}'),
    'roles/r/handlers/main.yml': '[{name: h, debug: {msg: handled}}]',
    'site.yml': `
    - hosts: a
      tasks:
        - {include_role: {name: r}, vars: {p: "of {{ item }}"}, loop: [1, 2]}
        - {command: "true", notify: h}
    `,
  })
  expect(said).toEqual(['1 of 1', '2 of 2', 'handled'])
})

it('looks for files of a role in the role first', async () => {
  const { said } = await runSite({
    'roles/r/tasks/main.yml': "- include_tasks: sub.yml\n- debug: {msg: \"{{ lookup('file', 'f') }}\"}",
    'roles/r/tasks/sub.yml': say('of the role'),
    'roles/r/files/f': 'file of the role',
    'files/f': 'file of the play',
    'sub.yml': say('of the play'),
    'site.yml': `
    - hosts: a
      roles: [r]
      tasks: [{include_tasks: sub.yml}, {debug: {msg: "{{ lookup('file', 'f') }}"}}]
    `,
  })
  expect(said).toEqual(['of the role', 'file of the role', 'of the play', 'file of the play'])
})

it('imports playbooks, with their variables', async () => {
  const { said } = await runSite({
    'sub/other.yml': '[{hosts: a, tasks: [{debug: {msg: "{{ x }} {{ playbook_dir | basename }}"}}]}]',
    'site.yml':
      '[{import_playbook: sub/other.yml, vars: {x: 1}}, {hosts: a, tasks: [{debug: {msg: "{{ x is defined }}"}}]}]',
  })
  expect(said).toEqual(['1 sub', false])
})

it('looks for what a handler of a role includes in its handlers first, then in its tasks', async () => {
  const { said } = await runSite(
    {
      'roles/r/tasks/main.yml': '[{command: "true", notify: [one, two]}]',
      'roles/r/tasks/a.yml': say('a of the tasks'),
      'roles/r/tasks/b.yml': say('b of the tasks'),
      'roles/r/handlers/main.yml': '[{name: one, include_tasks: a.yml}, {name: two, include_tasks: b.yml}]',
      'roles/r/handlers/b.yml': say('b of the handlers'),
      'site.yml': '[{hosts: a, roles: [r]}]',
    },
    { differs: '2.14 looks in the tasks only' },
  )
  expect(said).toEqual(['a of the tasks', 'b of the handlers'])
})

it('knows the handlers of roles that an included role or file imports', async () => {
  const { said } = await runSite({
    'roles/outer/tasks/main.yml': '[{block: [{import_role: {name: inner}}]}]',
    'roles/inner/tasks/main.yml': '[{command: "true", notify: h}]',
    'roles/inner/handlers/main.yml': '[{name: h, debug: {msg: handled}}]',
    'inner.yml': '[{import_role: {name: inner}}]',
    'site.yml': '[{hosts: a, tasks: [{include_role: {name: outer}}]}, {hosts: a, tasks: [{include_tasks: inner.yml}]}]',
  })
  expect(said).toEqual(['handled', 'handled'])
})

it.each([
  ['a role that is included', '[{include_role: {name: outer}}, {command: "true", notify: [told, one]}]'],
  ['a role that is imported', '[{import_role: {name: outer}}, {command: "true", notify: [told, one]}]'],
  ['a file that imports it', '[{include_tasks: inner.yml}, {command: "true", notify: [told, one]}]'],
])('runs handlers of roles that %s imports before its own, which count for their names', async (_, tasks) => {
  const role = (name: string, text: string) => ({
    [`roles/${name}/tasks/main.yml`]: text,
    [`roles/${name}/handlers/main.yml`]: `[
      {name: ${name}, listen: told, debug: {msg: ${name}}}, {name: one, debug: {msg: one of ${name}}}]`,
  })
  const { said } = await runSite({
    ...role('outer', '[{import_role: {name: middle}}]'),
    ...role('middle', '[{import_role: {name: inner}}]'),
    ...role('inner', '[{debug: }]'),
    'inner.yml': '[{import_role: {name: outer}}]',
    'site.yml': `[{hosts: a, tasks: ${tasks}}]`,
  })
  expect(said.slice(1)).toEqual(['inner', 'middle', 'outer', 'one of outer'])
})

it.each([
  ['[{debug: , command: x}]', 'conflicting action statements: debug, command'],
  ['[{nosuch: }]', "couldn't resolve module/action 'nosuch'"],
  ['[{debug: ', 'YAML'],
])('ends the run where an included file holds %s, whatever is said of errors', async (text, message) => {
  const { error, said } = await runSite({
    'inner.yml': text,
    'site.yml': `
    - hosts: a
      tasks:
        - block: [{include_tasks: inner.yml, ignore_errors: true}]
          rescue: [{debug: {msg: rescued}}]
        - debug: {msg: after}
    `,
  })
  expect(error?.message).toContain(message)
  expect(said).toEqual([])
})

it('fails a host whose include is not there even where errors are ignored, and rescues it', async () => {
  const { said, status, recap } = await runSite(`
    - hosts: a,b
      tasks:
        - {include_tasks: nowhere.yml, ignore_errors: true, when: inventory_hostname == 'a'}
        - block: [{include_tasks: nowhere.yml}]
          rescue: [{debug: {msg: rescued}}]
  `)
  expect(said).toEqual(['rescued'])
  expect([status, recap.a, recap.b]).toEqual([2, { failed: 1 }, { ok: 1, skipped: 1, failed: 1 }])
})

it.each([
  ['import_role', 'public=no', false],
  ['import_role', 'public=yes', true],
  ['include_role', 'public=yes', true],
  ['include_role', 'public=no', false],
])('%s with %s makes the variables of the role those of the play: %s', async (action, options, seen) => {
  const { said } = await runSite(
    {
      'roles/r/tasks/main.yml': '[{command: "true"}]',
      'roles/r/vars/main.yml': '{own: 1}',
      'site.yml': `[{hosts: a, tasks: [{${action}: name=r ${options}}, {debug: {msg: "{{ own is defined }}"}}]}]`,
    },
    { differs: '2.14 has no public for import_role' },
  )
  expect(said).toEqual([seen])
})

it('leaves a host whose include failed out of later plays, even where a block rescued it', async () => {
  const { steps, status } = await runSite(`
    - hosts: a,b
      tasks:
        - block: [{name: include, include_tasks: none.yml, when: inventory_hostname == 'a'}]
          rescue: [{name: rescued, debug: }]
        - {name: after, debug: }
    - hosts: a,b
      tasks: [{name: later, debug: }]
  `)
  expect(steps.filter((step) => !step.startsWith('include')).toSorted()).toEqual([
    'after: a ok',
    'after: b ok',
    'later: b ok',
    'rescued: a ok',
  ])
  expect(status).toBe(2)
})

it('counts an imported and an included role as the same where it allows no duplicates', async () => {
  const { steps } = await runSite({
    'roles/r/tasks/main.yml': '- {name: in role, debug: }\n- meta: end_role\n',
    'site.yml': `
    - hosts: a
      tasks:
        - import_role: {name: r, allow_duplicates: true}
        - include_role: {name: r, allow_duplicates: false}
    `,
  })
  expect(steps.filter((step) => step.includes('in role'))).toEqual(['r : in role: a ok'])
})

it('fails a host whose role is not there, and all with any_errors_fatal', async () => {
  const { steps, status } = await runSite(
    `
    - hosts: a,b
      tasks:
        - {name: include, include_role: {name: none}, when: inventory_hostname == 'a'}
        - {name: after, debug: }
    - hosts: b,c
      any_errors_fatal: true
      tasks:
        - {name: again, include_role: {name: none}, when: inventory_hostname == 'b'}
        - {name: later, debug: }
  `,
    { differs: '2.14 neither shows nor counts the failure' },
  )
  expect(steps.toSorted()).toEqual([
    'after: b ok',
    'again: b failed',
    'again: c skipped',
    'include: a failed',
    'include: b skipped',
  ])
  expect(status).toBe(2)
})

it('shares with all hosts what ran once in an include for one', async () => {
  const { said } = await runSite({
    'set.yml': '- set_fact: {word: set}\n',
    'site.yml': `
    - hosts: a,b
      tasks:
        - {include_tasks: {file: set.yml, apply: {run_once: true}}, run_once: true}
        - debug: {msg: "{{ word }}"}
    `,
  })
  expect(said).toEqual(['set', 'set'])
})

it.each([
  ['2.14', '1 mine'],
  ['2.18', '- mine'],
] as const)('in %s shows to all what is given where the play uses a role, or not', async (compat, seen) => {
  const { said } = await runSite(
    {
      'roles/r/tasks/main.yml': '- meta: noop\n',
      'roles/r/vars/main.yml': 'own: mine\n',
      'site.yml': `
        - hosts: a
          roles: [{role: r, vars: {given: 1, own: not}}]
          tasks: [{debug: {msg: "{{ given | default('-') }} {{ own }}"}}]
      `,
    },
    compat === '2.14' ? {} : { compat, differs: 'it is 2.14' },
  )
  expect(said).toEqual([seen])
})

it('tells of each item that is passed over', async () => {
  const { steps } = await runSite({
    'more.yml': '- {name: in it, debug: }',
    'site.yml': `
    - hosts: a,b
      tasks:
        - {name: inc, include_tasks: more.yml, loop: [1, 2], when: item == 2 and inventory_hostname == 'a'}
    `,
  })
  expect(steps).toEqual([
    'inc: a [1] skipped',
    'inc: b [1] skipped',
    'inc: b [2] skipped',
    'inc: b skipped',
    'in it: a ok',
  ])
})

it('gives the play the variables of roles that included tasks import, and of public ones, until the batch ends', async () => {
  const { said } = await runSite({
    'roles/r/vars/main.yml': 'x: r',
    'roles/p/vars/main.yml': 'y: p',
    'more.yml': '- import_role: {name: r}',
    'site.yml': `
    - hosts: a,b
      serial: 1
      tasks:
        - debug: {msg: "{{ [x | default(0), y | default(0)] }}"}
        - include_tasks: more.yml
        - include_role: {name: p, public: true}
        - debug: {msg: "{{ [x, y] }}"}
    `,
  })
  expect(said).toEqual([
    [0, 0],
    ['r', 'p'],
    [0, 0],
    ['r', 'p'],
  ])
})

it('lets the parameters of a role win over what it gives to a role it includes or imports', async () => {
  const { said } = await runSite({
    'roles/outer/tasks/main.yml': `
    - {include_role: {name: inner}, vars: {v: given, u: given}}
    - {include_tasks: more.yml, vars: {v: given}}
    `,
    'roles/outer/tasks/more.yml': `
    - debug: {msg: "{{ v }}"}
    - import_role: {name: inner}
    `,
    'roles/inner/tasks/main.yml': '- debug: {msg: "{{ [v, u | default(0)] }}"}',
    'site.yml': '[{hosts: a, roles: [{role: outer, v: param}]}]',
  })
  expect(said).toEqual([['param', 'given'], 'given', ['param', 0]])
})

it('ends the run where the name of a role to include asks for nothing known', async () => {
  const { error, steps } = await runSite(`
    - hosts: a
      tasks:
        - {name: t, include_role: {name: "{{ nowhere }}"}, ignore_errors: true}
        - {name: after, debug: }
  `)
  expect(error?.message).toContain("'nowhere' is undefined")
  expect(error?.exitStatus).toBe(1)
  expect(steps).toEqual([])
})

it.each(['hello', '{debug: }'])('fails a host that includes a file with %s', async (text) => {
  const { steps } = await runSite({
    'site.yml': '[{hosts: a, tasks: [{block: [{name: t, include_tasks: b.yml}], rescue: [{name: rescued, debug: }]}]}]',
    'b.yml': text,
  })
  expect(steps).toEqual(['t: a failed', 'rescued: a ok'])
})

it('runs what a role imports also where the role itself is passed over', async () => {
  const { said } = await runSite(
    {
      'site.yml': '[{hosts: a, roles: [outer, other]}]',
      'roles/other/tasks/main.yml': '[{debug: {msg: other}}]',
      'roles/other/meta/main.yml': 'dependencies: [outer]',
      'roles/outer/tasks/main.yml': `
        - {debug: {msg: outer}}
        - {import_role: {name: inner}}
        - {import_tasks: more.yml}
      `,
      'roles/outer/tasks/more.yml': '[{import_role: {name: once, allow_duplicates: false}}]',
      'roles/inner/tasks/main.yml': '[{debug: {msg: inner}}]',
      'roles/once/tasks/main.yml': '[{debug: {msg: once}}]',
    },
    { differs: 'Ansible 2.14 runs once again, later versions do not' },
  )
  expect(said).toEqual(['outer', 'inner', 'once', 'inner', 'other'])
})
