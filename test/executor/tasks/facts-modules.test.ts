import { expect, it } from 'vitest'
import { runSite } from '../../rig/run-site.ts'

/** A module that tells some facts. */
const telling = (facts: string): string => `#!/bin/sh\n. "$1"\necho '{"ansible_facts": ${facts}}'\n`

const library = {
  'library/one': telling('{"first": 1, "both": "one", "deep": {"a": 1}, "list": [1, 2]}'),
  'library/two': telling('{"both": "two", "deep": {"b": 2}, "list": [2, 3]}'),
  'library/slow': '#!/bin/sh\nsleep 60\n',
  'library/echo': '#!/bin/sh\n. "$1"\necho "{\\"ansible_facts\\": {\\"given\\": \\"$word\\"}}"\n',
}
const differs = 'its interpreters are looked for'

it('gathers with the modules that a variable names; the later one counts', async () => {
  const { said } = await runSite(
    {
      ...library,
      'site.yml': `
      - hosts: a
        gather_facts: true
        vars: {ansible_facts_modules: [one, two], ansible_facts_parallel: false}
        tasks: [{debug: {msg: "{{ [first, both, deep, list] }}"}}]
      `,
    },
    { differs },
  )
  expect(said).toEqual([[1, 'two', { a: 1, b: 2 }, [1, 2, 3]]])
})

it('puts what is equal in lists together once, and tells of all warnings', async () => {
  const warning = (text: string): string =>
    `#!/bin/sh\necho '{"ansible_facts": {"l": [{"a": 1}]}, "warnings": ["${text}"]}'\n`
  const { result, said } = await runSite(
    {
      'library/one': warning('first'),
      'library/two': warning('second'),
      'site.yml': `
      - hosts: a
        vars: {ansible_facts_modules: [one, two]}
        tasks: [{name: t, gather_facts: }, {debug: {msg: "{{ l }}"}}]
      `,
    },
    { differs },
  )
  expect(result('t').warnings).toEqual(['first', 'second'])
  expect(said).toEqual([[{ a: 1 }]])
})

it('gives each its own defaults', async () => {
  const { said } = await runSite(
    {
      ...library,
      'site.yml': `
      - hosts: a
        module_defaults: {echo: {word: default}}
        tasks:
          - gather_facts:
          - debug: {msg: "{{ given }}"}
      `,
    },
    { differs, environment: { ANSIBLE_FACTS_MODULES: 'echo' } },
  )
  expect(said).toEqual(['default'])
})

it('ends one of several that takes longer than it may, and names it', async () => {
  const { result } = await runSite(
    {
      ...library,
      'site.yml': `
      - hosts: a
        vars: {ansible_facts_modules: [one, slow]}
        tasks: [{name: t, gather_facts: {gather_timeout: 1}, ignore_errors: true}]
      `,
    },
    { differs },
  )
  const told = result('t')
  expect(told.msg).toBe('The following modules failed to execute: slow\n')
  expect(told.failed_modules).toMatchObject({ slow: { msg: 'Timeout exceeded' } })
  expect(told.ansible_facts).toMatchObject({ first: 1 })
})

it('says which module is not there', async () => {
  const { result } = await runSite(
    `
    - hosts: a
      vars: {ansible_facts_modules: [nothing_like_it]}
      tasks: [{name: t, gather_facts: , ignore_errors: true}]
  `,
    { differs },
  )
  expect(result('t').msg).toContain('nothing_like_it')
})

it('takes built-in modules that tell facts, in a dry run as well; what one fails of is told beside the others', async () => {
  const { result } = await runSite(
    `
    - hosts: a
      gather_facts: false
      vars: {ansible_facts_modules: [setup, package_facts]}
      module_defaults: {setup: {gather_subset: ['!all', '!min', env]}}
      tasks:
        - {name: t, gather_facts: , check_mode: true}
        - name: failing
          gather_facts:
          module_defaults: {package_facts: {manager: pacman}}
          ignore_errors: true
  `,
    { differs },
  )
  expect(result('t').ansible_facts).toMatchObject({ packages: { dpkg: [{ source: 'apt' }] }, ansible_env: {} })
  const told = result('failing')
  expect(told.msg).toBe('The following modules failed to execute: package_facts\n')
  expect(told.ansible_facts).toMatchObject({ ansible_env: {} })
})

it('takes the module of a network device, and the defaults of the built-in one for it', async () => {
  const { said } = await runSite(
    {
      'collections/ansible_collections/acme/net/plugins/modules/box_facts.sh': telling('{"seen": "box"}'),
      'site.yml': `
      - hosts: a
        vars: {ansible_network_os: acme.net.box}
        tasks:
          - gather_facts:
          - debug: {msg: "{{ seen }}"}
      - hosts: b
        module_defaults: {setup: {gather_subset: ['!all', '!min']}}
        tasks:
          - gather_facts:
          - debug: {msg: "{{ ansible_facts.gather_subset }}"}
      `,
    },
    { differs },
  )
  expect(said).toEqual(['box', ['!all', '!min']])
})
