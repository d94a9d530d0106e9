import { expect, it } from 'vitest'
import { dict } from '../../src/values.ts'
import { factsIn, injectedFacts, namespacedFacts } from '../../src/vars/facts.ts'

it('holds facts under their short names, local facts under their long one', () => {
  const facts = dict({
    ansible_os_family: 'Debian',
    plain: 1,
    ansible_local: dict({ x: 1 }),
  })
  expect([...namespacedFacts(facts).keys()]).toEqual(['os_family', 'plain', 'ansible_local'])
})

it.each([
  'ansible_host',
  'ansible_user',
  'ansible_connection',
  'ansible_become_password',
  'ansible_ssh_private_key_file',
  'ansible_python_interpreter',
  'ansible_facts',
  'ansible_playbook_python',
  'add_host',
])('makes no variable of the fact %s, which would change how a host is reached', (name) => {
  expect(injectedFacts(dict({ [name]: 'x' })).size).toBe(0)
})

it.each(['ansible_hostname', 'ansible_ssh_host_key_rsa_public', 'ansible_docker_gwbridge', 'mine'])(
  'makes a variable of the fact %s',
  (name) => {
    expect(injectedFacts(dict({ [name]: 'x' })).get(name)).toBe('x')
  },
)

it('takes anything but a dict for no facts', () => {
  expect([factsIn(undefined), factsIn('x')]).toEqual([new Map(), new Map()])
})
