/** What settings change in a run, from the command line's point of view. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { folderWith, run } from '../commands/rig.ts'

afterEach(() => vi.unstubAllEnvs())

const local = 'web1 ansible_connection=local\n'

const site = (play: string, files: Readonly<Record<string, string>> = {}): string =>
  folderWith({ 'ansible.cfg': '[defaults]\ninventory = hosts\n', hosts: local, 'site.yml': play, ...files })

/** Warnings are wrapped. */
const unwrapped = (text: string): string => text.replace(/\s+/g, ' ')

const debug = '- hosts: all\n  gather_facts: false\n  tasks:\n    - {name: say, debug: {msg: hello}}\n'

describe('log_path', () => {
  test('keeps what was printed, with time, process, user and kind', async () => {
    const folder = site(`${debug}    - {name: warned, debug: {msg: x}, when: "{{ 'true' }}"}\n`)
    vi.stubEnv('ANSIBLE_LOG_PATH', join(folder, 'log'))
    await run(folder, 'site.yml')
    const lines = readFileSync(join(folder, 'log'), 'utf8').split('\n')
    expect(lines).toContainEqual(
      expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} p=\d+ u=\S+ n=ansible INFO\| TASK \[say\] \*+$/),
    )
    expect(lines).toContainEqual(expect.stringContaining('WARNING| [WARNING]: conditional statements should not'))
  })

  test('has its own verbosity', async () => {
    const folder = site('- hosts: all\n  gather_facts: false\n  tasks: [{command: "true"}]\n')
    vi.stubEnv('ANSIBLE_LOG_PATH', join(folder, 'log'))
    vi.stubEnv('ANSIBLE_LOG_VERBOSITY', '3')
    const { stdout } = await run(folder, 'site.yml', '-v')
    expect(stdout).not.toContain('EXEC')
    expect(readFileSync(join(folder, 'log'), 'utf8')).toMatch(/INFO\| <web1> EXEC /)
  })

  test('is left out where it can not be', async () => {
    const folder = site(debug)
    vi.stubEnv('ANSIBLE_LOG_PATH', folder)
    const { status, stderr } = await run(folder, 'site.yml')
    expect([status, stderr]).toEqual([0, expect.stringContaining('DEFAULT_LOG_PATH can not be a directory')])
    vi.stubEnv('ANSIBLE_LOG_PATH', join(folder, 'none', 'log'))
    expect(unwrapped((await run(folder, 'site.yml')).stderr)).toContain('is not writeable and we cannot create it')
    expect(existsSync(join(folder, 'none'))).toBe(false)
  })

  test('is left out where log_filter names it', async () => {
    const folder = site(debug)
    vi.stubEnv('ANSIBLE_LOG_PATH', join(folder, 'log'))
    vi.stubEnv('ANSIBLE_LOG_FILTER', 'ansible')
    await run(folder, 'site.yml')
    expect(existsSync(join(folder, 'log'))).toBe(false)
  })
})

describe('duplicate_dict_key', () => {
  const twice = '- hosts: all\n  gather_facts: false\n  vars:\n    foo: 1\n    foo: 2\n  tasks: []\n'

  test.each([
    ['warn', 0, true],
    ['ignore', 0, false],
    ['error', 4, true],
  ])('%s', async (mode, status, told) => {
    vi.stubEnv('ANSIBLE_DUPLICATE_YAML_DICT_KEY', mode)
    const ended = await run(site(twice), 'site.yml')
    expect(ended.status).toBe(status)
    expect(ended.stderr.includes('found a duplicate dict key (foo)')).toBe(told)
  })

  test('must be one of its choices', async () => {
    vi.stubEnv('ANSIBLE_DUPLICATE_YAML_DICT_KEY', 'maybe')
    const { status, stderr } = await run(site(twice), 'site.yml')
    expect(status).toBe(5)
    expect(stderr).toContain('Invalid value "maybe" for configuration option "setting: DUPLICATE_YAML_DICT_KEY"')
  })
})

test('variables of reserved names are told of', async () => {
  const play = '- hosts: all\n  gather_facts: false\n  vars: {lipsum: a, serial: b, fine: c}\n  tasks: []\n'
  const { stderr } = await run(site(play), 'site.yml', '-e', 'range=1')
  expect(stderr.match(/reserved name: \w+/g)?.sort()).toEqual([
    'reserved name: lipsum',
    'reserved name: range',
    'reserved name: serial',
  ])
})

describe('plugin_filters_cfg', () => {
  const filtered = (filters: string, play = debug): string =>
    site(play, {
      'ansible.cfg': '[defaults]\ninventory = hosts\nplugin_filters_cfg = filters.yml\n',
      'filters.yml': filters,
    })

  test('takes modules out of use, wherever their names are known', async () => {
    const filters = 'filter_version: 1.0\nmodule_rejectlist: [debug]\n'
    const { status, stderr } = await run(filtered(filters), 'site.yml')
    expect(status).toBe(4)
    expect(stderr).toContain("couldn't resolve module/action 'debug'")
    const late = '- hosts: all\n  gather_facts: false\n  vars: {m: debug}\n  tasks: [{action: "{{ m }} msg=a"}]\n'
    expect((await run(filtered(filters, late), 'site.yml')).status).toBe(2)
  })

  test('leaves a file out that says nothing', async () => {
    const { status, stderr } = await run(filtered('filter_version: 1.0\nmodule_rejectlist:\n'), 'site.yml')
    expect([status, unwrapped(stderr)]).toEqual([0, expect.stringContaining('module_rejectlist is not a list')])
    expect(unwrapped((await run(filtered('filter_version: 2.0\n'), 'site.yml')).stderr)).toContain(
      'version not recognized',
    )
    expect(unwrapped((await run(filtered('[a]'), 'site.yml')).stderr)).toContain('was invalid')
  })

  test('must leave stat', async () => {
    const { status, stderr } = await run(filtered('filter_version: 1.0\nmodule_rejectlist: [stat]\n'), 'site.yml')
    expect(status).toBe(1)
    expect(stderr).toContain('will not function without the stat module')
  })
})

test('no_log hides results of tasks that say nothing of it', async () => {
  vi.stubEnv('ANSIBLE_NO_LOG', '1')
  const shown = '    - {name: shown, debug: {msg: seen}, no_log: false}\n'
  const { stdout } = await run(site(debug + shown), 'site.yml')
  expect(stdout).not.toContain('hello')
  expect(stdout).toContain('seen')
})

test('colours come from the configuration', async () => {
  const folder = site(debug, {
    'ansible.cfg': '[defaults]\ninventory = hosts\nforce_color = yes\n[colors]\nok = blue\n',
  })
  expect((await run(folder, 'site.yml')).stdout).toContain('\u001b[0;34mok: [web1]')
})

test('passwords come from the files of the configuration', async () => {
  const play = `- hosts: all\n  gather_facts: false\n  tasks: [{assert: {that: "ansible_password == 'hidden'", success_msg: right}}]\n`
  const folder = site(play, { secret: '#!/bin/sh\necho hidden\n', empty: '' })
  vi.stubEnv('ANSIBLE_CONNECTION_PASSWORD_FILE', join(folder, 'secret'))
  expect((await run(folder, 'site.yml')).stdout).toContain('"msg": "right"')
  vi.stubEnv('ANSIBLE_CONNECTION_PASSWORD_FILE', join(folder, 'empty'))
  expect((await run(folder, 'site.yml')).stderr).toContain('Empty password was provided from file')
  vi.stubEnv('ANSIBLE_CONNECTION_PASSWORD_FILE', join(folder, 'none'))
  expect((await run(folder, 'site.yml')).stderr).toMatch(/The password file \S+none was not found/)
})

test('ansible_managed says what is set, with names and the time of the template', async () => {
  const play =
    '- hosts: all\n  gather_facts: false\n  tasks:\n    - template: {src: a.j2, dest: "{{ playbook_dir }}/out"}\n'
  const folder = site(play, {
    'ansible.cfg': '[defaults]\ninventory = hosts\nansible_managed = from {file} in %Y\n',
    'a.j2': '{{ ansible_managed }}',
  })
  await run(folder, 'site.yml')
  expect(readFileSync(join(folder, 'out'), 'utf8')).toBe(`from ${join(folder, 'a.j2')} in ${new Date().getFullYear()}`)
})

test('variables of roles are their own with private_role_vars', async () => {
  const play = '- hosts: all\n  gather_facts: false\n  roles: [r]\n  tasks: [{debug: {msg: "{{ x | default(0) }}"}}]\n'
  const folder = site(play, { 'roles/r/vars/main.yml': 'x: 5\n' })
  expect((await run(folder, 'site.yml')).stdout).toContain('"msg": "5"')
  vi.stubEnv('ANSIBLE_PRIVATE_ROLE_VARS', 'yes')
  expect((await run(folder, 'site.yml')).stdout).toContain('"msg": "0"')
})

test('variables of included roles are everybody’s where private_role_vars is off and said to be', async () => {
  const play =
    '- hosts: all\n  gather_facts: false\n  tasks: [{include_role: {name: r}}, {debug: {msg: "{{ x | default(0) }}"}}]\n'
  const folder = site(play, { 'roles/r/vars/main.yml': 'x: 5\n' })
  expect((await run(folder, 'site.yml')).stdout).toContain('"msg": "0"')
  vi.stubEnv('ANSIBLE_PRIVATE_ROLE_VARS', 'no')
  expect((await run(folder, 'site.yml')).stdout).toContain('"msg": "5"')
})

test('options of plugins can be asked for, with their variables first', async () => {
  const ask = (name: string) => `lookup('config', '${name}', plugin_type='connection', plugin_name='ssh')`
  const play = `- hosts: all\n  gather_facts: false\n  tasks:\n    - debug: {msg: "{{ ${ask('ssh_transfer_method')} }} {{ ${ask('scp_extra_args')} }}"}\n`
  const folder = site(play, {
    'ansible.cfg': '[defaults]\ninventory = hosts\n[ssh_connection]\nscp_extra_args = -O\n',
  })
  expect((await run(folder, 'site.yml')).stdout).toContain('"msg": "smart -O"')
  vi.stubEnv('ANSIBLE_SSH_TRANSFER_METHOD', 'scp')
  expect((await run(folder, 'site.yml', '-e', 'ansible_scp_extra_args=-T')).stdout).toContain('"msg": "scp -T"')
})

test('who is logged in already is not become, unless that is asked for', async () => {
  const { username } = userInfo()
  const play = `- hosts: all\n  gather_facts: false\n  become: true\n  become_user: ${username}\n  tasks: [{command: "true"}]\n`
  const folder = site(play, { 'no-sudo': '#!/bin/sh\nexit 3\n' })
  const become = ['-e', `ansible_become_exe=${join(folder, 'no-sudo')}`]
  expect((await run(folder, 'site.yml', ...become)).status).toBe(0)
  vi.stubEnv('ANSIBLE_BECOME_ALLOW_SAME_USER', '1')
  expect((await run(folder, 'site.yml', ...become)).status).not.toBe(0)
})

test('a method to become another user has settings of its own', async () => {
  const play = '- hosts: all\n  gather_facts: false\n  become: true\n  tasks: [{command: "true"}]\n'
  const sudo = `#!/bin/sh
all=$*
while [ "$1" != -p ]; do shift; done
printf %s "$2" >&2
read -r word
echo "given $word: $all" >&2
exit 3
`
  const folder = site(play, {
    sudo,
    'ansible.cfg': '[defaults]\ninventory = hosts\n[sudo_become_plugin]\nflags = --special\n',
  })
  vi.stubEnv('ANSIBLE_SUDO_EXE', join(folder, 'sudo'))
  vi.stubEnv('ANSIBLE_BECOME_ALLOW_SAME_USER', '1')
  vi.stubEnv('ANSIBLE_SUDO_PASS', 's3cr3t')
  const { status, stdout } = await run(folder, 'site.yml')
  expect(status).toBe(2)
  expect(stdout).toContain('given s3cr3t: --special ')
})

test('a method to become another user that there is none of fails, whoever is logged in', async () => {
  const play = `- hosts: all\n  gather_facts: false\n  become: true\n  become_user: ${userInfo().username}\n  tasks: [{command: "true"}]\n`
  const { status, stdout } = await run(site(play), 'site.yml', '--become-method', 'nonsense')
  expect([status, stdout]).toEqual([2, expect.stringContaining('nonsense')])
})

test('debug shows a secret that it is asked for, and none inside of what it is asked for', async () => {
  const play =
    '- hosts: all\n  gather_facts: false\n  vars: {all: {in: "{{ ansible_password }}"}}\n  tasks:\n    - debug: {var: ansible_password}\n    - debug: {var: all}\n'
  const folder = site(play, { secret: 'pa55\n' })
  const { stdout } = await run(folder, 'site.yml', '--connection-password-file', join(folder, 'secret'))
  expect(stdout).toContain('"ansible_password": "pa55"')
  expect(stdout).toContain('"in": "********"')
})

describe('fact caching', () => {
  const setup = '- hosts: all\n  gather_facts: false\n  tasks: [{set_fact: {colour: red, cacheable: true}}]\n'
  const look = '- hosts: all\n  gather_facts: false\n  tasks: [{debug: {msg: "{{ colour | default(\'none\') }}"}}]\n'
  const cached = (): string =>
    site(setup, {
      'ansible.cfg':
        '[defaults]\ninventory = hosts\nfact_caching = jsonfile\nfact_caching_connection = ./kept\nfact_caching_prefix = p_\n',
      'look.yml': look,
      'clear.yml': '- hosts: all\n  gather_facts: false\n  tasks: [{meta: clear_facts}]\n',
    })

  test('keeps facts from run to run, until they are cleared', async () => {
    const folder = cached()
    await run(folder, 'site.yml')
    expect(readFileSync(join(folder, 'kept/p_web1'), 'utf8')).toContain('"colour": "red"')
    expect((await run(folder, 'look.yml')).stdout).toContain('"msg": "red"')
    expect((await run(folder, 'look.yml', '--flush-cache')).stdout).toContain('"msg": "none"')
    await run(folder, 'site.yml')
    await run(folder, 'clear.yml')
    expect(existsSync(join(folder, 'kept/p_web1'))).toBe(false)
  })

  test('spares smart gathering what is known', async () => {
    const folder = cached()
    vi.stubEnv('ANSIBLE_GATHERING', 'smart')
    const gather = '- hosts: all\n  gather_subset: ["!all"]\n  tasks: []\n'
    writeFileSync(join(folder, 'gather.yml'), gather)
    expect((await run(folder, 'gather.yml')).stdout).toContain('Gathering Facts')
    expect((await run(folder, 'gather.yml')).stdout).not.toContain('Gathering Facts')
  })

  test('needs a folder, and tells of plugins that there are none of', async () => {
    const folder = cached()
    vi.stubEnv('ANSIBLE_CACHE_PLUGIN', 'redis')
    expect(unwrapped((await run(folder, 'look.yml')).stderr)).toContain('there is no cache plugin "redis" here')
    const bare = site(setup)
    vi.stubEnv('ANSIBLE_CACHE_PLUGIN', 'jsonfile')
    expect(await run(bare, 'site.yml')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("requires the 'fact_caching_connection' config option"),
    })
  })
})

describe('retry files', () => {
  const failing = '- hosts: all\n  gather_facts: false\n  tasks: [{fail: {msg: x}}]\n'

  test('hold the hosts that failed, beside the playbook or where they are to be', async () => {
    const folder = site(failing, { hosts: 'b ansible_connection=local\na ansible_connection=local\n' })
    vi.stubEnv('ANSIBLE_RETRY_FILES_ENABLED', 'yes')
    const { stdout } = await run(folder, 'site.yml')
    expect(stdout).toContain(`\tto retry, use: --limit @${join(folder, 'site.retry')}\n`)
    expect(readFileSync(join(folder, 'site.retry'), 'utf8')).toBe('a\nb\n')
    vi.stubEnv('ANSIBLE_RETRY_FILES_SAVE_PATH', join(folder, 'none'))
    expect((await run(folder, 'site.yml')).stderr).toContain('Could not create retry file')
  })

  test('are not written unless they are asked for', async () => {
    const folder = site(failing)
    await run(folder, 'site.yml')
    expect(existsSync(join(folder, 'site.retry'))).toBe(false)
  })
})

test('keys of tasks that mean nothing are passed over where that is set', async () => {
  const folder = site('- hosts: all\n  gather_facts: false\n  tasks: [{debug: {msg: hello}, wehn: false}]\n')
  expect((await run(folder, 'site.yml')).status).toBe(4)
  vi.stubEnv('ANSIBLE_INVALID_TASK_ATTRIBUTE_FAILED', 'no')
  const { status, stdout, stderr } = await run(folder, 'site.yml')
  expect([status, stdout]).toEqual([0, expect.stringContaining('hello')])
  expect(unwrapped(stderr)).toContain('Ignoring invalid attribute: wehn')
})

test('playbook_dir stands for the folder of commands without a playbook', async () => {
  const folder = site(debug, { 'sub/group_vars/all.yml': 'from: sub\n' })
  vi.stubEnv('ANSIBLE_PLAYBOOK_DIR', join(folder, 'sub'))
  expect((await run(folder, 'adhoc', 'all', '-m', 'debug', '-a', 'var=from')).stdout).toContain('"from": "sub"')
})
