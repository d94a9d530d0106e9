import { afterEach, describe, expect, test, vi } from 'vitest'
import { loadYaml } from '../../src/yaml/load.ts'
import { folderWith, run } from './rig.ts'

const folder = folderWith({
  'ansible.cfg': '[defaults]\nforks = 9\nremote_user = me\n',
  'runbook.yml': 'forks: 3\nroles_path: [mine]\n',
  'other.cfg': '[diff]\nalways = yes\n',
})
const config = (...args: readonly string[]) => run(folder, 'config', ...args)
afterEach(() => vi.unstubAllEnvs())

describe('runbook config', () => {
  test('shows what is set and where: runbook.yml wins over ansible.cfg, the environment over both', async () => {
    vi.stubEnv('ANSIBLE_TIMEOUT', '4')
    vi.stubEnv('RUNBOOK_GATHERING', 'explicit')
    const { status, stdout } = await config('dump', '--only-changed')
    expect(status).toBe(0)
    expect(stdout.split('\n')).toEqual(
      expect.arrayContaining([
        `CONFIG_FILE() = ${folder}/ansible.cfg`,
        'DEFAULT_GATHERING(env: RUNBOOK_GATHERING) = explicit',
        `DEFAULT_FORKS(${folder}/runbook.yml) = 3`,
        `DEFAULT_REMOTE_USER(${folder}/ansible.cfg) = me`,
        `DEFAULT_ROLES_PATH(${folder}/runbook.yml) = ['${folder}/mine']`,
        'DEFAULT_TIMEOUT(env: ANSIBLE_TIMEOUT) = 4',
      ]),
    )
    expect(stdout).not.toContain('(default)')
  })

  test('shows all values, and as JSON', async () => {
    expect((await config('dump')).stdout).toContain('HOST_KEY_CHECKING(default) = True\n')
    const { stdout } = await config('dump', '--format', 'json', '-c', 'other.cfg')
    expect(JSON.parse(stdout)).toContainEqual({
      name: 'DIFF_ALWAYS',
      origin: `${folder}/other.cfg`,
      type: null,
      value: true,
    })
  })

  test('tells all settings there are', async () => {
    const { stdout } = await config('list')
    const settings = loadYaml(stdout, { file: 'list' })
    expect(settings).toBeInstanceOf(Map)
    expect(stdout).toContain(
      'DIFF_ALWAYS:\n  default: false\n  description:\n  - Show differences as --diff does.\n  env:\n  - name: ANSIBLE_DIFF_ALWAYS\n',
    )
  })

  test('shows the file', async () => {
    expect((await config('view')).stdout).toBe('[defaults]\nforks = 9\nremote_user = me\n')
    expect((await config('view', '-c', 'other.cfg')).stdout).toBe('[diff]\nalways = yes\n')
  })

  test('writes examples that hold as they are', async () => {
    const { stdout } = await config('init')
    expect(stdout).toContain('[ssh_connection]\n')
    const again = folderWith({ 'ansible.cfg': stdout })
    const { status, stdout: dump } = await run(again, 'config', 'dump')
    expect(status).toBe(0)
    expect(dump).toContain(`DEFAULT_FORKS(${again}/ansible.cfg) = 5\n`)
    expect((await config('init', '--disabled', '-f', 'env')).stdout).toContain("#export ANSIBLE_FORKS='5'\n")
  })

  test.each([
    [['dmup'], 2, 'did you mean "dump"?'],
    [[], 2, 'an action is missing'],
    [['dump', '--format', 'xml'], 2, "'xml' is invalid"],
  ])('of %j says what is wrong', async (args, status, message) => {
    const ended = await config(...args)
    expect(ended.status).toBe(status)
    expect(ended.stderr).toContain(message)
  })
})

test('options of plugins are shown by their type', async () => {
  const folder = folderWith({ 'ansible.cfg': '[sudo_become_plugin]\nuser = deploy\n' })
  const { stdout } = await run(folder, 'config', 'dump', '-t', 'become', '--only-changed')
  expect(stdout).toBe(`\nsudo:\n____\nbecome_user(${folder}/ansible.cfg) = deploy\n`)
  const listed = await run(folder, 'config', 'list', '-t', 'connection', 'ssh', '-f', 'json')
  expect(JSON.parse(listed.stdout).PLUGINS.connection.ssh.ssh_transfer_method).toMatchObject({ default: 'smart' })
  expect((await run(folder, 'config', 'dump', '-t', 'nonsense')).status).toBe(2)
})

test('a configuration file that is named must be there', async () => {
  expect(await run(folderWith(), 'config', 'dump', '-c', 'nowhere')).toMatchObject({
    status: 5,
    stderr: expect.stringContaining('The provided configuration file is missing or not accessible'),
  })
})

describe('runbook config validate', () => {
  const validate = (text: string, ...args: readonly string[]) =>
    run(folderWith({ 'ansible.cfg': text }), 'config', 'validate', ...args)

  test('is content with what is known', async () => {
    const text = '[defaults]\nforks = 3\n[ssh_connection]\ncontrol_path = /tmp\n[galaxy]\nserver_list = hub\n'
    const known = await validate(`${text}[galaxy_server.hub]\nurl = https://hub\n`, '-t', 'all')
    expect(known).toMatchObject({ status: 0, stdout: 'All configurations seem valid!\n' })
    expect((await validate('[sudo_become_plugin]\nuser = me\n', '-t', 'become')).status).toBe(0)
  })

  test.each([
    ['[defaults]\nfroks = 3\n', "Found unknown key 'froks' in section 'defaults'"],
    ['[default]\nforks = 3\n', "Found unknown section 'default'"],
    ['[ssh_connection]\nroad = 3\n', "Found unknown key 'road' in section 'ssh_connection'"],
  ])('tells what is not known of %j', async (text, message) => {
    const { status, stderr } = await validate(text, '-t', 'all')
    expect(status).toBe(1)
    expect(stderr).toContain(message)
  })

  test('looks at the environment', async () => {
    vi.stubEnv('ANSIBLE_FORKS', '3')
    expect((await validate('', '-t', 'all', '-f', 'env')).status).toBe(0)
    vi.stubEnv('ANSIBLE_FROKS', '3')
    const { status, stderr } = await validate('', '-t', 'all', '-f', 'env')
    expect(status).toBe(1)
    expect(stderr).toContain("Found unknown environment variable 'ANSIBLE_FROKS': did you mean")
  })
})

test('all types of plugins stand below their names, servers of collections with what is set for them', async () => {
  const folder = folderWith({
    'ansible.cfg':
      '[galaxy]\nserver_list = hub\n[galaxy_server.hub]\nurl = https://hub\n[ssh_connection]\nretries = 3\n',
  })
  const { stdout } = await run(folder, 'config', 'dump', '-t', 'all', '--only-changed')
  expect(stdout).toContain(`\nGALAXY_SERVERS:\n\nhub\n===\nurl(${folder}/ansible.cfg) = https://hub\n`)
  expect(stdout).toContain('\nCONNECTION:\n==========\n\nssh:\n')
  const json = JSON.parse((await run(folder, 'config', 'dump', '-t', 'all', '-f', 'json')).stdout)
  expect(json).toContainEqual({ CONNECTION_PLUGINS: expect.anything() })
  const { GALAXY_SERVERS: servers } = json.find((one: object) => 'GALAXY_SERVERS' in one)
  expect(servers.hub.url).toEqual(['url', 'https://hub', `${folder}/ansible.cfg`, null])
})

test('an example has what plugins can be told, each key once', async () => {
  const { stdout } = await run(folderWith(), 'config', 'init', '-t', 'all')
  const keys = stdout.split(/^(?=\[)/m).flatMap((section) => {
    const [title, ...lines] = section.split('\n')
    return lines.filter((line) => /^\w/.test(line)).map((line) => `${title} ${line.replace(/=.*/, '')}`)
  })
  expect(keys).toContain('[sudo_become_plugin] user')
  expect(new Set(keys).size).toBe(keys.length)
  const variables = await run(folderWith(), 'config', 'init', '-t', 'become', '-f', 'vars', 'sudo')
  expect(variables.stdout).toContain('# become_user(string): The user to become.\n')
})

test('-v tells which file counts', async () => {
  const folder = folderWith({ 'ansible.cfg': '' })
  expect((await run(folder, 'config', 'dump', '--only-changed', '-v')).stdout).toContain(
    `Using ${folder}/ansible.cfg as config file\n`,
  )
})
