import { expect, it } from 'vitest'
import { runSite } from '../../rig/run-site.ts'

it('gives environments to commands, inner ones winning, as Python prints values', async () => {
  const { said } = await runSite(`
    - hosts: a
      environment: {A: play, B: play, FLAG: true, N: 2.0, L: [1, x]}
      vars: {more: {D: from a variable}}
      tasks:
        - block:
            - shell: echo $A $B $C $D $FLAG $N $L
              register: r
              environment: ["{{ more }}", {C: task}]
            - debug: {msg: "{{ r.stdout }}"}
          environment: {B: block}
  `)
  expect(said).toEqual(["play block task from a variable True 2.0 [1, 'x']"])
})

it('runs a delegated task on the other host, with variables of its own host', async () => {
  const { said, steps, events } = await runSite({
    hosts: 'a ansible_connection=local x=1\nb ansible_connection=local x=2\n',
    'site.yml': `
    - hosts: a
      tasks:
        - {name: t, command: "echo {{ inventory_hostname }} {{ x }}", delegate_to: b, register: r}
        - debug: {msg: "{{ r.stdout }}"}
    `,
  })
  expect(said).toEqual(['a 1'])
  expect(steps[0]).toBe('t: a changed')
  expect(events).toContainEqual(expect.objectContaining({ type: 'host-result', host: 'a', delegatedTo: 'b' }))
})

it('delegates each item of a loop to its own host', async () => {
  const { events } = await runSite(`
    - hosts: a
      tasks:
        - {name: t, command: "true", delegate_to: "{{ item }}", loop: [b, c]}
  `)
  const items = events.filter((event) => event.type === 'item-result')
  expect(items.map(({ delegatedTo }) => delegatedTo)).toEqual(['b', 'c'])
})

it('keeps facts of a delegated task with its own host, or gives them to the other', async () => {
  const { said } = await runSite(`
    - hosts: a
      tasks:
        - {set_fact: {mine: 1}, delegate_to: b}
        - {set_fact: {yours: 1}, delegate_to: b, delegate_facts: true}
        - debug: {msg: "{{ [mine is defined, yours is defined, hostvars.b.mine is defined, hostvars.b.yours is defined] }}"}
  `)
  expect(said).toEqual([[true, false, false, true]])
})

it('delegates to a host that the inventory does not have', async () => {
  const { events } = await runSite(`
    - hosts: a
      tasks: [{name: t, command: "true", delegate_to: localhost}]
  `)
  expect(events).toContainEqual(
    expect.objectContaining({ type: 'host-result', status: 'changed', delegatedTo: 'localhost' }),
  )
})

it('goes on past a delegate that can not be reached where that is ignored', async () => {
  const { steps, recap } = await runSite({
    hosts: 'a ansible_connection=local\ngone ansible_host=127.0.0.1 ansible_port=1 ansible_timeout=2\n',
    'site.yml': `
    - hosts: a
      tasks:
        - {name: t, ping: , delegate_to: gone, ignore_unreachable: true}
        - {name: u, debug: }
    `,
  })
  expect(steps).toEqual(['t: a unreachable (ignored)', 'u: a ok'])
  expect(recap.a).toMatchObject({ ignored: 1 })
})

it('has the name of the host itself among the variables of the delegate', async () => {
  const { said } = await runSite(`
    - hosts: a
      tasks: [{debug: {msg: "{{ ansible_delegated_vars.b.inventory_hostname }}"}, delegate_to: b}]
  `)
  expect(said).toEqual(['a'])
})

it('starts commands of a local connection beside their playbook', async () => {
  const tasks = '[{command: pwd, register: r}, {debug: {msg: "{{ r.stdout | basename }}"}}]'
  const { said } = await runSite({
    'site.yml': `[{import_playbook: deep/other.yml}, {hosts: a, tasks: ${tasks}}]`,
    'deep/other.yml': `[{hosts: a, tasks: ${tasks}}]`,
  })
  expect(said).toEqual(['deep', expect.stringMatching(/^runbook-site-/)])
})

it('chooses a delegate once where it is left to chance', async () => {
  const { said } = await runSite(`
    - hosts: a
      tasks:
        - debug: {msg: "{{ ansible_delegated_vars[ansible_host].ansible_host == ansible_host }}"}
          delegate_to: "{{ groups.all | random }}"
          loop: "{{ range(20) | list }}"
  `)
  expect(new Set(said)).toEqual(new Set([true]))
})

it('delegates to nobody where delegate_to is empty', async () => {
  const { hostResult } = await runSite('[{hosts: a, tasks: [{name: t, debug: , delegate_to: ""}]}]')
  expect(hostResult('t')).toMatchObject({ status: 'ok', delegatedTo: undefined })
})
