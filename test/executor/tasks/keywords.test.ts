/** Keywords by what they do to a run. */
import { expect, it } from 'vitest'
import { inSite, runSite } from '../../rig/run-site.ts'

const become =
  '#!/bin/sh\necho "$@" >>"$(dirname "$0")/asked"\nwhile [ "$1" != /bin/sh ] && [ "$1" != sh ]; do shift; done\nexec "$@"\n'

it('becomes with the program, the flags, the method and the user that the nearest keyword gives', async () => {
  await inSite({ 'own-sudo': become }, async (site) => {
    site.write(
      'site.yml',
      `
    - hosts: a
      become: true
      become_method: su
      become_exe: ${site.directory}/own-sudo
      tasks:
        - {command: "true", become_method: sudo, become_flags: --flag-of-task, become_user: daemon}
    `,
    )
    const { chmodSync } = await import('node:fs')
    chmodSync(`${site.directory}/own-sudo`, 0o755)
    const { steps } = await site.run()
    expect(steps).toEqual(['command: a changed'])
    expect(site.read('asked')).toMatch(/^--flag-of-task .*-u daemon /)
  })
})

it('dry-runs a task alone, or runs one in a dry run', async () => {
  const playbook = `
    - hosts: a
      tasks:
        - {name: dry, copy: {content: x, dest: "{{ playbook_dir }}/dry"}, check_mode: true}
        - {name: wet, copy: {content: x, dest: "{{ playbook_dir }}/wet"}, check_mode: false}
        - {name: told, copy: {content: x, dest: "{{ playbook_dir }}/told"}}
        - {name: seen, debug: {msg: "{{ ansible_check_mode }}"}}
        - {name: there, command: "ls {{ playbook_dir }}", check_mode: false}
  `
  const real = await runSite(playbook)
  expect(real.result('there').stdout_lines).toEqual(['ansible.cfg', 'hosts', 'site.yml', 'told', 'wet'])
  expect(real.said).toEqual([false])
  const dry = await runSite(playbook, { check: true })
  expect(dry.result('there').stdout_lines).toEqual(['ansible.cfg', 'hosts', 'site.yml', 'wet'])
  expect(dry.steps.slice(0, 3)).toEqual(['dry: a changed', 'wet: a changed', 'told: a changed'])
  expect(dry.said).toEqual([true])
})

it('takes local facts from fact_path', async () => {
  await inSite({ 'facts/site.fact': '{"colour": "red"}' }, async (site) => {
    site.write(
      'site.yml',
      `
    - hosts: a
      gather_facts: true
      gather_subset: [local]
      gather_timeout: 20
      fact_path: ${site.directory}/facts
      tasks: [debug: {msg: "{{ ansible_local.site.colour }}"}]
    `,
    )
    expect((await site.run()).said).toEqual(['red'])
  })
})

it('gives modules the defaults of the play, the block and the task, the nearest first', async () => {
  const { said } = await runSite(`
    - hosts: a
      module_defaults: {debug: {msg: play}, ansible.builtin.command: {chdir: /}}
      tasks:
        - debug:
        - module_defaults: {ansible.builtin.debug: {msg: block}}
          block:
            - debug:
            - debug: {msg: own}
            - {debug: , module_defaults: {debug: {msg: task}}}
        - {command: pwd, register: out}
        - debug: {msg: "{{ out.stdout }}"}
  `)
  expect(said).toEqual(['play', 'block', 'own', 'task', '/'])
})

it('lets a task run on its own and asks for it later', async () => {
  const { said, steps } = await runSite(`
    - hosts: a
      tasks:
        - {name: waited for, command: echo one, async: 20, poll: 1}
        - {name: left alone, command: echo two, async: 20, poll: 0, register: job}
        - name: asked for
          async_status: {jid: "{{ job.ansible_job_id }}"}
          register: late
          until: late is finished
          retries: 50
          delay: 0.1
        - debug: {msg: "{{ late.stdout }}"}
  `)
  expect(steps.slice(0, 3)).toEqual(['waited for: a changed', 'left alone: a changed', 'asked for: a changed'])
  expect(said).toEqual(['two'])
})

it('does a local action here, for each host', async () => {
  const { steps, events } = await runSite(`
    - hosts: a,b
      tasks:
        - {name: here, local_action: command true}
        - {name: there, action: command true}
  `)
  expect(steps.toSorted()).toEqual(['here: a changed', 'here: b changed', 'there: a changed', 'there: b changed'])
  const delegated = events.flatMap((event) => (event.type === 'host-result' ? [event.delegatedTo] : []))
  expect(delegated.toSorted()).toEqual(['localhost', 'localhost', undefined, undefined])
})

it('reaches hosts by the connection that the play or a task gives', async () => {
  const { steps } = await runSite({
    hosts: 'nowhere.invalid',
    'site.yml': `
    - hosts: all
      connection: local
      tasks:
        - command: "true"
        - {name: other, command: "true", connection: ssh}
    `,
  })
  expect(steps).toEqual(['command: nowhere.invalid changed', 'other: nowhere.invalid unreachable'])
})

it('shows the difference of a task that asks for it', async () => {
  const { hostResult } = await runSite(`
    - hosts: a
      tasks:
        - {name: shown, copy: {content: new, dest: "{{ playbook_dir }}/one"}, diff: true}
        - {name: not shown, copy: {content: new, dest: "{{ playbook_dir }}/two"}}
  `)
  expect(hostResult('shown').result.get('diff')).toBeDefined()
  expect(hostResult('not shown').result.get('diff')).toBeUndefined()
})

it('gathers facts with the environment of the play, as far as that does not need them', async () => {
  const { said } = await runSite(`
    - hosts: a
      gather_facts: true
      gather_subset: [env]
      environment: {COLOUR: red, MORE: "{{ ansible_env.COLOUR }}!"}
      tasks:
        - {command: printenv MORE, register: more}
        - debug: {msg: "{{ [ansible_env.COLOUR, ansible_env.MORE is defined, more.stdout] }}"}
  `)
  expect(said).toEqual([['red', false, 'red!']])
})

it('ends the run where run_once asks for nothing known', async () => {
  const { error, steps } = await runSite(`
    - hosts: all
      tasks:
        - block:
            - {name: t, debug: , run_once: "{{ nowhere }}"}
          rescue:
            - {name: rescue, debug: }
  `)
  expect(error?.message).toContain("'nowhere' is undefined")
  expect(error?.exitStatus).toBe(1)
  expect(steps).toEqual([])
})
