import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { Config } from '../../src/config/config.ts'

const directory = mkdtempSync(join(tmpdir(), 'runbook-config-'))
const file = join(directory, 'ansible.cfg')
afterAll(() => rmSync(directory, { recursive: true }))

const config = (text: string, env: Readonly<Record<string, string>> = {}): Config => {
  writeFileSync(file, text)
  return new Config({ ANSIBLE_CONFIG: file, ...env }, directory, () => {})
}

it('takes the environment over the file over the default, and says which', () => {
  const text = '[defaults]\nforks = 7\n'
  expect(config(text, { ANSIBLE_FORKS: '9' }).lookup('DEFAULT_FORKS')).toEqual({
    value: 9,
    origin: 'env: ANSIBLE_FORKS',
  })
  expect(config(text).lookup('DEFAULT_FORKS')).toEqual({ value: 7, origin: file })
  expect(config('').lookup('DEFAULT_FORKS')).toEqual({ value: 5, origin: 'default' })
})

it("takes runbook's own variables over Ansible's", () => {
  expect(config('', { ANSIBLE_FORKS: '9', RUNBOOK_FORKS: '8' }).number('DEFAULT_FORKS')).toBe(8)
})

it.each([
  ['yes', true],
  ['True', true],
  ['on', true],
  ['1', true],
  ['no', false],
  ['0', false],
  ['off', false],
])('reads the boolean %s', (text, value) => {
  expect(config(`[diff]\nalways = ${text}`).flag('DIFF_ALWAYS')).toBe(value)
})

it('takes what is no boolean for false, with a warning', () => {
  const warnings: string[] = []
  const read = new Config({ ANSIBLE_DIFF_ALWAYS: 'maybe' }, directory, (message) => warnings.push(message))
  expect(read.flag('DIFF_ALWAYS')).toBe(false)
  expect(warnings).toEqual(['"maybe" is not a boolean: setting: DIFF_ALWAYS (from env: ANSIBLE_DIFF_ALWAYS) is false'])
})

it.each(['many', '1.5'])('refuses %s as a whole number, and tells where it is set', (text) => {
  const message = `Invalid type for configuration option setting: DEFAULT_FORKS (from env: ANSIBLE_FORKS): Invalid type provided for "int": '${text}'`
  expect(() => config('', { ANSIBLE_FORKS: text }).get('DEFAULT_FORKS')).toThrow(message)
  expect(() => config(`[defaults]\nforks = ${text}`).get('DEFAULT_FORKS')).toThrow(`(from ${file})`)
})

it('takes an empty variable for a number that is not set', () => {
  expect(config('', { ANSIBLE_TIMEOUT: '' }).lookup('DEFAULT_TIMEOUT')).toEqual({ value: 10, origin: 'default' })
})

it('takes the quotes off items of lists, and off texts of the file alone', () => {
  expect(config('[tags]\nrun = \'a\', "b" ,c').list('TAGS_RUN')).toEqual(['a', 'b', 'c'])
  expect(config("[defaults]\nremote_user = 'me'").text('DEFAULT_REMOTE_USER')).toBe('me')
  expect(config('', { ANSIBLE_REMOTE_USER: "'me'" }).text('DEFAULT_REMOTE_USER')).toBe("'me'")
})

it('reads lists, and paths relative to the file', () => {
  const read = config('[defaults]\nroles_path = roles:/abs\ninventory = hosts, more\n[tags]\nrun = a, b\n')
  expect(read.list('DEFAULT_ROLES_PATH')).toEqual([join(directory, 'roles'), '/abs'])
  expect(read.list('DEFAULT_HOST_LIST')).toEqual([join(directory, 'hosts'), join(directory, 'more')])
  expect(read.list('TAGS_RUN')).toEqual(['a', 'b'])
})

it('takes the file of the working directory, but not where anybody may write', () => {
  writeFileSync(file, '')
  const warnings: string[] = []
  const found = (): string | undefined => new Config({}, directory, (message) => warnings.push(message)).file
  expect(found()).toBe(file)
  chmodSync(directory, 0o777)
  expect(found()).not.toBe(file)
  expect(warnings).toEqual([expect.stringContaining('world writable directory')])
  chmodSync(directory, 0o700)
})
