import { expect, it } from 'vitest'
import { runSite } from '../../rig/run-site.ts'

const site = {
  'roles/r/tasks/main.yml': '- {name: in role, debug: }',
  'site.yml': `
    - hosts: a
      roles: [{role: r, tags: role}]
      tasks:
        - {name: one, debug: , tags: [x, y]}
        - {name: two, debug: , tags: y}
        - {name: three, debug: }
        - {name: always, debug: , tags: always}
        - {name: never, debug: , tags: [never, z]}
        - block: [{name: in block, debug: , tags: w}]
          tags: x
  `,
}

const names = async (options: Parameters<typeof runSite>[1]): Promise<string> =>
  (await runSite(site, options)).steps.map((step) => step.split(':').at(-2)?.trim()).join()

it.each([
  [{}, 'in role,one,two,three,always,in block'],
  [{ tags: ['x'] }, 'one,always,in block'],
  [{ tags: ['x', 'role'] }, 'in role,one,always,in block'],
  [{ tags: ['y'], skipTags: ['x'] }, 'two,always'],
  [{ skipTags: ['y'] }, 'in role,three,always,in block'],
  [{ skipTags: ['always'] }, 'in role,one,two,three,in block'],
  [{ tags: ['z'] }, 'always,never'],
  [{ tags: ['never'] }, 'always,never'],
  [{ tags: ['tagged'] }, 'in role,one,two,always,in block'],
  [{ tags: ['untagged'] }, 'three,always'],
  [{ tags: ['all'], skipTags: ['tagged'] }, 'three'],
  [{ startAtTask: 'two' }, 'two,three,always,in block'],
  [{ startAtTask: 'in b*' }, 'in block'],
  [{ startAtTask: 'r : in role' }, 'in role,one,two,three,always,in block'],
])('runs with %o: %s', async (options, expected) => {
  expect(await names(options)).toBe(expected)
})

it('takes tags from the configuration', async () => {
  expect(await names({ environment: { ANSIBLE_RUN_TAGS: 'x' } })).toBe('one,always,in block')
})
