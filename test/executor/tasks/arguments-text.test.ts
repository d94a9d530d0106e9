import { afterEach, expect, it, vi } from 'vitest'
import { folderWith, run } from '../../commands/rig.ts'

const folder = folderWith({
  'more.yml': '- ping:\n',
  'site.yml': `
- hosts: localhost
  gather_facts: no
  vars: {word: w}
  tasks:
    - debug: msg="{{ word }}" verbosity=1
    - command: echo {{ word }} chdir=/
    - debug: {msg: [a, {b: 1}]}
    - debug: {msg: secret}
      no_log: true
    - include_tasks: more.yml
`,
})

afterEach(() => vi.unstubAllEnvs())

const headings = async (): Promise<readonly string[]> => {
  const { stdout } = await run(folder, 'site.yml')
  return [...stdout.matchAll(/^TASK (.*?) \**$/gm)].map(([, heading]) => heading!)
}

it('is what headings show of a task as it is written', async () => {
  vi.stubEnv('ANSIBLE_DISPLAY_ARGS_TO_STDOUT', 'True')
  expect(await headings()).toEqual([
    '[debug msg={{ word }}, verbosity=1]',
    '[command chdir=/, _raw_params=echo {{ word }}]',
    "[debug msg=['a', {'b': 1}]]",
    '[debug]',
    '[include_tasks _raw_params=more.yml]',
    '[ping ]',
  ])
})

it('is not shown unless it is asked for', async () => {
  expect(await headings()).toEqual(['[debug]', '[command]', '[debug]', '[debug]', '[include_tasks]', '[ping]'])
})
