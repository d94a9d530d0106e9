import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import dnf from '../../src/modules/dnf.ts'
import { changes, plan, runModule } from './plan-rig.ts'

/** Programs that play rpm and dnf: `installed` and `available` have a line `name version` for each package. */
const programs = {
  rpm: `cd "$FAKE"
case "$*" in
"-qa --qf"*) sed 's/\\(.*\\) \\(.*\\)/p \\1-\\2-1.noarch/' installed;;
*) for n; do :; done; grep -q "^$n " installed;;
esac`,
  dnf: `cd "$FAKE"; echo "$*" >>log
ask=; [ "$1" = --assumeno ] && ask=1; shift
while case $1 in -*) true;; *) false;; esac; do shift; done
verb=$1; shift; todo=
for n; do
case $verb in
install) grep -q "^$n " available || { echo "No match for argument: $n"; echo "Error: Unable to find a match: $n"; exit 1; }
grep -qxF "$(grep "^$n " available)" installed || todo="$todo $n";;
upgrade) grep -qxF "$(grep "^$n " available)" installed || todo="$todo $n";;
remove) grep -q "^$n " installed && todo="$todo $n";;
esac; done
[ "$verb" != makecache ] || exit 0
[ -n "$todo" ] || { echo 'Nothing to do.'; exit 0; }
[ -z "$ask" ] || { echo 'Operation aborted.'; exit 1; }
for n in $todo; do sed -i "/^$n /d" installed; [ $verb = remove ] || grep "^$n " available >>installed; done`,
}

let folder: string
const { PATH } = process.env
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dnf-'))
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 })
  }
  writeFileSync(join(folder, 'installed'), 'bash 5\nold 1\n')
  writeFileSync(join(folder, 'available'), 'bash 5\nold 2\nnew 1\n')
  process.env.PATH = `${folder}:${PATH}`
  process.env.FAKE = folder
})
afterEach(() => {
  process.env.PATH = PATH
})

const run = (options: Record<string, unknown>, dryRun = false) => runModule(dnf, { options, dryRun })
const installed = () => readFileSync(join(folder, 'installed'), 'utf8').trim().split('\n').sort()
const told = async (options: Record<string, unknown>) => Object.fromEntries((await run(options)).result)

test('a package is installed once', async () => {
  expect((await run({ name: ['new', 'bash'] }, true)).changed).toBe(true)
  expect(installed()).toEqual(['bash 5', 'old 1'])
  expect(await told({ name: ['new', 'bash'] })).toEqual({
    changed: true,
    msg: '',
    rc: 0,
    results: ['Installed: new-1-1.noarch'],
  })
  expect(installed()).toEqual(['bash 5', 'new 1', 'old 1'])
  expect(await told({ name: ['new', 'bash'] })).toEqual({ changed: false, msg: 'Nothing to do', rc: 0, results: [] })
})

test('what is installed is upgraded only where the latest is wanted', async () => {
  expect((await run({ name: ['old'] })).changed).toBe(false)
  expect((await told({ name: ['old'], state: 'latest' })).results).toEqual([
    'Installed: old-2-1.noarch',
    'Removed: old-1-1.noarch',
  ])
  expect((await run({ name: ['old'], state: 'latest' })).changed).toBe(false)
})

test('a package goes once', async () => {
  expect((await told({ name: ['old', 'new'], state: 'absent' })).results).toEqual(['Removed: old-1-1.noarch'])
  expect((await run({ name: ['old'], state: 'removed' })).changed).toBe(false)
})

test('a package that is nowhere is a failure, in a dry run too', async () => {
  const failure = { message: 'Failed to install some of the specified packages' }
  await expect(run({ name: ['none'] }, true)).rejects.toMatchObject({
    ...failure,
    details: new Map<string, unknown>([
      ['failures', ['No package none available.']],
      ['rc', 1],
      ['results', []],
    ]),
  })
})

test('the lists are fetched, which is no change', async () => {
  expect(await told({ update_cache: true })).toEqual({ changed: false, msg: 'Cache updated', rc: 0, results: [] })
  expect(readFileSync(join(folder, 'log'), 'utf8')).toBe('-y makecache\n')
})

test('what is asked for is told to the program', async () => {
  await run({ name: ['new'], enablerepo: ['a', 'b'], disable_gpg_check: true, update_cache: true })
  expect(readFileSync(join(folder, 'log'), 'utf8').split('\n').slice(0, 2)).toEqual([
    '--assumeno --refresh --enablerepo=a --enablerepo=b --nogpgcheck install new',
    '-y --enablerepo=a --enablerepo=b --nogpgcheck install new',
  ])
})

test('what is installed is told', async () => {
  const { results } = await told({ list: 'bash' })
  expect((results as Map<string, string>[]).map((one) => one.get('envra'))).toEqual(['0:bash-5-1.noarch'])
})

test('a package that is planned is there for what comes later', async () => {
  const { effects } = await run({ name: ['new'] }, true)
  expect((await runModule(dnf, { options: { name: ['new'] }, dryRun: true, effects })).changed).toBe(false)
})

const state = { manager: 'dnf', installed: new Set(), there: new Set(['a']), trial: undefined }
const trial = { output: '', unknown: [], idle: false, possible: true }
const words = (options: Record<string, unknown>) =>
  changes(plan(dnf, { options, answers: { state: { ...state, trial } } })).flatMap((one) =>
    one.commands.map((command) => command.replace('LC_ALL=C dnf -y  ', '').replace(' </dev/null', '')),
  )

test.each<[Record<string, unknown>, string]>([
  [{ name: ['*'], state: 'latest' }, 'upgrade'],
  [{ name: ['a'], state: 'latest' }, 'upgrade a'],
  [{ name: ['b'], state: 'latest' }, 'install b'],
  [{ name: ['b'], state: 'latest', update_only: true }, 'upgrade b'],
  [{ name: ['@group', 'http://x/y.rpm'] }, 'install @group http://x/y.rpm'],
  [{ autoremove: true }, 'autoremove'],
  [{ name: ['a'], autoremove: true }, 'autoremove a'],
])('%o', (options, expected) => {
  expect(words(options)).toEqual([expected])
})
