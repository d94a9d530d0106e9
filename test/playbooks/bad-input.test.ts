/** Mistakes in playbooks: one message with the place, the exit status of the reference, and no host touched where it is known before. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inProject } from '../rig/project.ts'
import { buildRunbook, type Ran } from '../rig/runbook.ts'
import { type LoginRig, startLogin } from '../rig/ssh-settings.ts'

let login: LoginRig
beforeAll(async () => {
  await buildRunbook()
  login = await startLogin()
}, 120_000)
afterAll(() => login.close())

const hosts = (): string => {
  const { host, port, privateKeyFiles, knownHostsFiles } = login.settings
  const options = `-o UserKnownHostsFile=${knownHostsFiles[0]} -o StrictHostKeyChecking=yes`
  return `h1 ansible_host=${host} ansible_port=${port} ansible_user=tester ansible_ssh_private_key_file=${privateKeyFiles[0]} ansible_ssh_common_args='${options}'\n`
}

interface Mistake {
  /** What follows the first lines of the play. */
  readonly play: string
  readonly status: number
  readonly message: string
  /** `LINE:COLUMN`, in site.yml unless told; the play's own text begins in line 3. */
  readonly at: string
  readonly file?: string
  readonly hint?: string
  readonly files?: Readonly<Record<string, string>>
}

const known: Readonly<Record<string, Mistake>> = {
  'a keyword of a task': {
    play: '  tasks:\n    - ping:\n      wehn: true\n',
    status: 4,
    message: 'conflicting action statements: ping, wehn',
    at: '5:7',
    hint: 'when',
  },
  'a keyword of a play': {
    play: '  taks:\n    - ping:\n',
    status: 4,
    message: "'taks' is not a valid attribute for a Play",
    at: '3:3',
    hint: 'tasks',
  },
  'a module': { play: '  tasks:\n    - copyy: {}\n', status: 4, message: "'copyy'", at: '4:7', hint: 'copy' },
  'an option': {
    play: '  tasks:\n    - file:\n        path: /x\n        ownr: root\n',
    status: 2,
    message: 'Unsupported parameters for (file) module: ownr',
    at: '6:9',
    hint: 'owner',
  },
  'an option that is not there': {
    play: '  tasks:\n    - file:\n        state: directory\n',
    status: 2,
    message: 'missing required arguments: path',
    at: '4:7',
  },
  'the type of an option': {
    play: '  tasks:\n    - copy:\n        content: x\n        dest: /x\n        backup: perhaps\n',
    status: 2,
    message: "'perhaps' is not a valid boolean",
    at: '7:9',
  },
  'a choice': {
    play: '  tasks:\n    - file: {path: /x, state: directry}\n',
    status: 2,
    message: 'value of state must be one of: absent, directory',
    at: '4:24',
  },
  'an expression': {
    play: '  tasks:\n    - debug:\n        msg: "{{ 1 + }}"\n',
    status: 2,
    message: 'unexpected',
    at: '5:22',
  },
  'a list in YAML': {
    play: '  tasks:\n    - debug:\n        msg: [1, 2\n    - ping:\n',
    status: 4,
    message: 'YAML',
    at: '6:5',
  },
  'a tab in YAML': { play: '  tasks:\n\t- ping:\n', status: 4, message: 'a tab is used for indentation', at: '4:1' },
  'a role': { play: '  roles:\n    - nginxx\n', status: 1, message: "the role 'nginxx' was not found", at: '4:7' },
  'a file of tasks': {
    play: '  tasks:\n    - import_tasks: missing.yml\n',
    status: 1,
    message: 'missing.yml',
    at: '4:7',
  },
  'a task in a role': {
    play: '  roles:\n    - app\n',
    files: { 'roles/app/tasks/main.yml': '- ping:\n- pingg:\n' },
    status: 4,
    message: "'pingg'",
    file: 'roles/app/tasks/main.yml',
    at: '2:3',
  },
}

const atRunTime: Readonly<Record<string, Mistake>> = {
  'an undefined variable': {
    play: '  vars: {user_name: x}\n  tasks:\n    - debug:\n        msg: "{{ user_nam }}"\n',
    status: 2,
    message: "'user_nam' is undefined",
    at: '6:18',
    hint: 'user_name',
  },
  'a condition': {
    play: '  tasks:\n    - ping:\n      when: a ===  b\n',
    status: 2,
    message: "The conditional check 'a ===  b' failed",
    at: '5:17',
  },
  'a file to copy': {
    play: '  tasks:\n    - copy: {src: missing.txt, dest: /x}\n',
    status: 2,
    message: "Could not find or access 'missing.txt'",
    at: '4:14',
  },
  'a template that is not there': {
    play: '  tasks:\n    - template: {src: missing.j2, dest: /x}\n',
    status: 2,
    message: "Could not find or access 'missing.j2'",
    at: '4:18',
  },
  'the syntax of a template': {
    play: '  tasks:\n    - template: {src: bad.j2, dest: /x}\n',
    files: { 'templates/bad.j2': 'one\n{% for x in [] %}\nnever ended\n' },
    status: 2,
    message: 'Unexpected end of template',
    file: 'templates/bad.j2',
    at: '3:12',
  },
  'a handler': {
    play: '  tasks:\n    - command: "true"\n      notify: restrt\n  handlers:\n    - {name: restart, ping: }\n',
    status: 1,
    message: "The requested handler 'restrt' was not found",
    at: '5:7',
  },
  'a file of variables': {
    play: '  vars_files: [missing.yml]\n  tasks:\n    - ping:\n',
    status: 1,
    message: 'missing.yml was not found',
    at: '3:3',
  },
}

const run = ({ play, files = {} }: Mistake) =>
  inProject(
    { hosts: hosts(), 'site.yml': `- hosts: all\n  gather_facts: false\n${play}`, ...files },
    async (project) => ({ ...(await project.run('site.yml')), directory: project.directory }),
  )

const told = (ran: Ran & { directory: string }, { status, message, at, file = 'site.yml', hint = '' }: Mistake) => {
  const text = ran.stdout + ran.stderr
  expect(text).toContain(message)
  expect(text).toContain(`${ran.directory}/${file}:${at}\n`)
  expect(text).toMatch(/^ +\d+ \| /m)
  expect(text).toContain(hint)
  expect(ran.status, text).toBe(status)
}

describe('a mistake that is known before', { timeout: 60_000 }, () => {
  it.each(Object.entries(known))('%s', async (_, mistake) => {
    const before = login.server.seen.connections
    told(await run(mistake), mistake)
    expect(login.server.seen.connections).toBe(before)
  })
})

describe('a mistake that the run comes upon', { timeout: 60_000 }, () => {
  it.each(Object.entries(atRunTime))('%s', async (_, mistake) => told(await run(mistake), mistake))
})
