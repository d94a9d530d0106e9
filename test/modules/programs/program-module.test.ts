import { expect, it } from 'vitest'
import { inSite, runSite } from '../../rig/run-site.ts'

const differs = 'its own way to run programs'
const echoArgs = '#!/bin/sh\n# WANT_JSON\nprintf \'{"got": %s}\' "$(cat "$1")"\n'

it('runs a module of the project on the host, with its arguments as variables of a shell', async () => {
  const { said, steps } = await runSite({
    'library/greet.sh': '#!/bin/sh\n. "$1"\necho before\necho "{\\"changed\\": true, \\"msg\\": \\"$word you\\"}"\n',
    'site.yml': `
    - hosts: a
      tasks:
        - {name: t, greet: {word: "it's"}, register: r}
        - {action: "greet word={{ item }}", loop: [x], register: s}
        - debug: {msg: "{{ [r.msg, r is changed, s.results[0].msg] }}"}
    `,
  })
  expect(steps[0]).toBe('t: a changed')
  expect(said).toEqual([["it's you", true, 'x you']])
})

it('gives one that wants JSON its arguments as JSON', async () => {
  const { said } = await runSite({
    'library/echo': echoArgs,
    'site.yml': `
    - hosts: a
      tasks:
        - {echo: {n: 1, deep: {list: [a, null]}, gone: "{{ omit }}"}, register: r}
        - debug: {msg: "{{ r.got }}"}
    `,
  })
  expect(said).toEqual([{ n: 1, deep: { list: ['a', null] } }])
})

it('puts arguments into the text of one that has a place for them', async () => {
  const { result } = await runSite({
    'library/inline': `#!/bin/sh\ncat <<'X'\n{"got": <<INCLUDE_ANSIBLE_MODULE_JSON_ARGS>>}\nX\n`,
    'site.yml': '[{hosts: a, tasks: [{name: t, inline: {w: é}}]}]',
  })
  expect(result('t').got).toEqual({ w: 'é' })
})

it('finds modules of roles, of collections and along the module path, and no built-in one by a full name', async () => {
  const tell = (where: string) => `#!/bin/sh\necho '{"where": "${where}"}'\n`
  await inSite(
    {
      'roles/r/library/one': tell('role'),
      'roles/r/tasks/main.yml': '[{name: one, one: }]',
      'collections/ansible_collections/acme/tools/plugins/modules/two.sh': tell('collection'),
      'more/three': tell('path'),
      'even/more/four': tell('option'),
      'library/ping': tell('instead of ping'),
      'site.yml': `
      - hosts: a
        roles: [r]
        tasks:
          - {name: two, acme.tools.two: }
          - {name: two by its name, two: , collections: [acme.tools]}
          - {name: three, three: }
          - {name: four, four: }
          - {name: ping, ping: }
          - {name: full, ansible.builtin.ping: }
      `,
    },
    async ({ run, directory }) => {
      const environment = { ANSIBLE_LIBRARY: `${directory}/more` }
      const { result } = await run({ environment, modulePath: [`${directory}/even/more`], differs })
      const where = ['r : one', 'two', 'two by its name', 'three', 'four', 'ping', 'full'].map(
        (task) => result(task).where,
      )
      expect(where).toEqual(['role', 'collection', 'collection', 'path', 'option', 'instead of ping', undefined])
    },
  )
})

it('runs in a dry run only what asks whether it is one', async () => {
  const { steps, result } = await runSite(
    {
      'library/echo': echoArgs.replace('\n# ', '\n# _ansible_check_mode '),
      'library/blind': '#!/bin/sh\necho \'{"changed": true}\'\n',
      'site.yml': '[{hosts: a, tasks: [{name: echo, echo: }, {name: blind, blind: }]}]',
    },
    { check: true, differs: 'a dry run runs the second there' },
  )
  expect(steps).toEqual(['echo: a ok', 'blind: a skipped'])
  expect(result('blind').msg).toBe('remote module (blind) does not support check mode')
})

it('runs it by the interpreter that a variable names', async () => {
  const { result } = await runSite(
    {
      'library/who': '#!/usr/bin/nonsense -x\necho {}\n',
      'site.yml': `
    - hosts: a
      tasks:
        - {name: missing, who: , ignore_errors: true}
        - {name: set, count: , vars: {ansible_nonsense_interpreter: /bin/sh}}
    `,
      'library/count': '#!/usr/bin/env nonsense\necho "{\\"args\\": $#}"\n',
    },
    { differs },
  )
  expect(result('missing').msg).toContain('you probably need to set the interpreter')
  expect(result('set').args).toBe(1)
})
