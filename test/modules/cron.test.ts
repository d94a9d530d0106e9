import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import cron from '../../src/modules/cron.ts'
import { crontab } from '../../src/remote/queries/crontab.ts'
import { changes, failure, plan, runModule } from './plan-rig.ts'

const table = (text: string) => ({ table: { text, isMissing: false }, file: null })
const own = '#Ansible: own\n* * * * * true\n'

const planned = (options: Record<string, unknown>, text: string) =>
  changes(plan(cron, { options: { name: 'own', job: 'true', ...options }, answers: table(text) }))

test.each<[string, Record<string, unknown>, string, string | undefined]>([
  ['a new job', {}, '', own],
  ['a new job below others', {}, '1 2 3 4 5 x\n', `1 2 3 4 5 x\n${own}`],
  ['a job as wanted', {}, own, undefined],
  ['another time', { minute: '5', weekday: 'mon' }, own, '#Ansible: own\n5 * * * mon true\n'],
  ['a special time', { special_time: 'reboot' }, own, '#Ansible: own\n@reboot true\n'],
  ['a disabled job', { disabled: true }, own, '#Ansible: own\n#* * * * * true\n'],
  ['a job that has no name yet', {}, '* * * * * true\n', own],
  ['no job', { state: 'absent' }, `a\n${own}b\n`, 'a\nb\n'],
  ['no job, as it is', { state: 'absent' }, 'a\n', undefined],
  ['a last line without an end', {}, own.trimEnd(), own],
  ['a variable', { env: true, job: 'x y' }, own, `own="x y"\n${own}`],
  ['a variable below another', { env: true, insertafter: 'A' }, 'A=1\nB=2\n', 'A=1\nown="true"\nB=2\n'],
  ['a variable above another', { env: true, insertbefore: 'B' }, 'A=1\nB=2\n', 'A=1\nown="true"\nB=2\n'],
  ['another value', { env: true }, 'own="x"\n', 'own="true"\n'],
  ['no variable', { env: true, state: 'absent' }, 'own="x"\nA=1\n', 'A=1\n'],
])('%s', (_what, options, text, after) => {
  const [change] = planned({ user: 'me', ...options }, text)
  expect(change?.diff && 'after' in change.diff ? change.diff.after : undefined).toBe(after)
  if (after === undefined) return
  const seen = crontab('me').overlay({ text, isMissing: false }, change?.effects ?? [])
  expect(planned({ user: 'me', ...options }, seen.text)).toEqual([])
})

test.each([
  [{ special_time: 'daily', hour: '1' }, 'You must specify time and date fields or special time.'],
  [{ cron_file: 'x' }, 'To use cron_file=... parameter you must specify user=... as well'],
  [{ cron_file: '/etc/crontab' }, 'Will not manage /etc/crontab via cron_file, see documentation.'],
  [{ job: undefined }, "You must specify 'job' to install a new cron job or variable"],
  [{ insertafter: 'x' }, 'Insertafter and insertbefore parameters are valid only with env=yes'],
  [{ env: true, insertafter: 'x' }, "Variable named 'x' not found."],
  [{ env: true, name: 'a b' }, 'Invalid name for environment variable'],
])('%o fails', (options, message) => {
  expect(failure(cron, { options: { name: 'own', job: 'true', ...options }, answers: table('') })).toBe(message)
})

test('a host without crontab fails, unless a package that is planned may bring it', () => {
  const missing = { text: '', isMissing: true }
  const options = { name: 'own', job: 'true' }
  expect(failure(cron, { options, answers: { table: missing, file: null } })).toMatch('"crontab"')
  const after = crontab(undefined).overlay(missing, [{ kind: 'package', name: 'cron', version: '1' }])
  expect(changes(plan(cron, { options, answers: { table: after, file: null } }))).toHaveLength(1)
})

test('a file of jobs is written, and goes with the last job', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'cron-')), 'jobs')
  const options = { name: 'own', job: 'true', user: 'me', cron_file: file }
  expect((await runModule(cron, { options })).result.get('jobs')).toEqual(['own'])
  expect(readFileSync(file, 'utf8')).toBe('#Ansible: own\n* * * * * me true\n')
  expect((await runModule(cron, { options })).changed).toBe(false)
  writeFileSync(file, `${readFileSync(file)}`)
  const gone = await runModule(cron, { options: { ...options, state: 'absent', backup: true } })
  expect(existsSync(file)).toBe(false)
  expect(readFileSync(String(gone.result.get('backup_file')), 'utf8')).toContain('#Ansible: own')
})
