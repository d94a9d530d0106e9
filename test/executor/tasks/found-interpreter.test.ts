import { expect, it } from 'vitest'
import { runSite } from '../../rig/run-site.ts'

it('tells the Python of a host with the first task there, where a variable asks to look for it', async () => {
  const { result, said } = await runSite({
    hosts: 'a ansible_connection=local ansible_python_interpreter=auto_silent\nb ansible_connection=local\n',
    'site.yml': `
      - hosts: a
        tasks:
          - {name: none, debug: {msg: here}}
          - {name: first, ping: }
          - {name: second, stat: {path: /}}
          - meta: clear_facts
          - {name: again, command: "true"}
          - debug: {msg: "{{ discovered_interpreter_python == ansible_facts.discovered_interpreter_python }}"}
          - {name: delegated, ping: , delegate_to: b}
      - {hosts: b, tasks: [{name: not asked, ping: }]}
    `,
  })
  const told = (name: string) => result(name).ansible_facts as { discovered_interpreter_python?: string } | undefined
  expect(told('first')?.discovered_interpreter_python).toMatch(/^\/.*python/)
  expect(told('again')).toEqual(told('first'))
  for (const name of ['none', 'second', 'delegated', 'not asked']) expect(told(name)).toBeUndefined()
  expect(said).toEqual(['here', true])
})
