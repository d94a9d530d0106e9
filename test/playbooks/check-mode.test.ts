/** Dry runs: what one task plans is known to the next. */
import { expect, it } from 'vitest'
import { inSite, runSite } from '../rig/run-site.ts'

const differs = 'it does not carry effects from task to task'

it('predicts what the real run does, and changes nothing', async () => {
  await inSite(
    {
      'site.yml': `
    - hosts: a
      tasks:
        - {name: folder, file: {path: "{{ playbook_dir }}/d/e", state: directory}}
        - {name: content, copy: {content: "x\\n", dest: "{{ playbook_dir }}/d/e/f"}}
        - {name: again, copy: {content: "x\\n", dest: "{{ playbook_dir }}/d/e/f"}}
        - {name: line, lineinfile: {path: "{{ playbook_dir }}/d/e/f", line: "y"}}
        - {name: look, stat: {path: "{{ playbook_dir }}/d/e/f"}, register: s}
        - {name: depends, debug: {msg: "it is there"}, when: s.stat.exists}
        - {name: loop, file: {path: "{{ playbook_dir }}/{{ item }}", state: directory}, loop: [g, g, d]}
      `,
    },
    async ({ run, read }) => {
      const predicted = await run({ check: true, differs })
      expect(() => read('d/e/f')).toThrow()
      const real = await run({ differs })
      expect(predicted.steps).toEqual(real.steps)
      expect(predicted.recap).toEqual(real.recap)
      expect(real.steps.slice(-4)).toEqual([
        'loop: a ["g"] changed',
        'loop: a ["g"] ok',
        'loop: a ["d"] ok',
        'loop: a changed',
      ])
      expect(read('d/e/f')).toBe('x\ny\n')
      // The copy would take the line away, so it would be put back.
      const second = await run({ check: true, differs })
      expect(second.recap.a).toEqual({ ok: 7, changed: 2 })
    },
  )
})

it('shows differences with --diff', async () => {
  await inSite(
    {
      f: 'old\n',
      'site.yml': '[{hosts: a, tasks: [{name: t, copy: {content: "new\\n", dest: "{{ playbook_dir }}/f"}}]}]',
    },
    async ({ run, read }) => {
      const { result } = await run({ check: true, diff: true })
      expect(result('t').diff).toMatchObject([{ before: 'old\n', after: 'new\n' }])
      expect(read('f')).toBe('old\n')
    },
  )
})

it('skips commands, and says so', async () => {
  const { steps, said } = await runSite(
    `
    - hosts: a
      tasks:
        - {name: t, command: echo x, register: r}
        - debug: {msg: "{{ r is skipped }}"}
        - {name: anyway, command: echo y, check_mode: false, register: r}
        - debug: {msg: "{{ r.stdout }}"}
  `,
    { check: true },
  )
  expect(steps[0]).toBe('t: a skipped')
  expect(said).toEqual([true, 'y'])
})

it('makes a dry run of one task in a real run', async () => {
  await inSite(
    {
      'site.yml':
        '[{hosts: a, tasks: [{name: t, copy: {content: x, dest: "{{ playbook_dir }}/f"}, check_mode: true}]}]',
    },
    async ({ run, read }) => {
      expect((await run()).steps).toEqual(['t: a changed'])
      expect(() => read('f')).toThrow()
    },
  )
})
