import { expect, it } from 'vitest'
import { runSite } from '../../rig/run-site.ts'

const site = `
- hosts: a
  tasks:
    - {name: one, ping: {data: x}, register: one}
    - {name: loop, ping: {data: "{{ item }}"}, loop: [y], register: loop}
    - debug: {msg: "{{ ['invocation' in one, loop.results[0].invocation.module_args] }}"}
`

it.each([
  [0, undefined],
  [3, { module_args: { data: 'x' } }],
])('with verbosity %i a task tells how its module was called: %o', async (verbosity, invocation) => {
  const { result, said } = await runSite(site, { verbosity })
  expect(result('one').invocation).toEqual(invocation)
  expect(said).toEqual([[false, { data: 'y' }]])
})

it('does not show the text that a file is made of', async () => {
  const play = '[{hosts: a, tasks: [{name: t, copy: {content: SECRET, dest: "{{ playbook_dir }}/out"}}]}]'
  const { result } = await runSite(play, { verbosity: 3 })
  expect(result('t')).toMatchObject({ invocation: { module_args: { content: 'VALUE_SPECIFIED_IN_NO_LOG_PARAMETER' } } })
})

it('names the line of a command as the module of the reference does', async () => {
  const tasks = '[{name: c, command: {cmd: echo a}}, {name: s, shell: echo b chdir=/}]'
  const { result } = await runSite(`[{hosts: a, tasks: ${tasks}}]`, { verbosity: 3 })
  expect(result('c')).toMatchObject({ invocation: { module_args: { _raw_params: 'echo a', _uses_shell: false } } })
  const shell = result('s').invocation
  expect(shell).toMatchObject({ module_args: { _raw_params: 'echo b', _uses_shell: true, argv: null, chdir: '/' } })
  expect(shell).not.toHaveProperty('module_args.cmd')
})
