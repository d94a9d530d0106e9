import { expect, it } from 'vitest'
import { runSite } from '../../rig/run-site.ts'

it('tells a task how its host is reached, and hostvars nothing of it', async () => {
  const { said } = await runSite({
    hosts: 'a ansible_connection=local\nb ansible_host=10.0.0.2 ansible_connection=ssh',
    'site.yml': `
    - hosts: a
      tasks:
        - debug: {msg: "{{ [ansible_host, ansible_ssh_host, ansible_connection, ansible_timeout] }}"}
        - {debug: {msg: "{{ [ansible_host, ansible_connection] }}"}, delegate_to: c, when: ansible_host == 'c'}
        - debug: {msg: "{{ [ansible_user, ansible_port, lookup('vars', 'ansible_host')] }}"}
          remote_user: joe
          port: 2222
        - debug: {msg: "{{ ['ansible_host' in hostvars.a, hostvars.b.ansible_host, ansible_password is defined] }}"}
    `,
  })
  expect(said).toEqual([
    ['a', 'a', 'local', 10],
    ['c', 'local'],
    ['joe', 2222, 'a'],
    [false, '10.0.0.2', false],
  ])
})

it('leaves a variable that is null alone', async () => {
  const { said } = await runSite(`
    - hosts: a
      vars: {nothing: null, ansible_port: null}
      tasks:
        - {debug: {msg: "{{ [nothing or 'none', ansible_port or 'no port', item or 'no item'] }}"}, loop: [null], vars: {item: 1}}
  `)
  expect(said).toEqual([['none', 'no port', 'no item']])
})
