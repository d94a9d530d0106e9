import { expect, it } from 'vitest'
import { doubted, doubtOf } from '../../../src/executor/engine/doubt.ts'
import { ModuleFailure } from '../../../src/modules/kit/change.ts'
import type { Effect } from '../../../src/remote/effect.ts'
import { BecomeFailure } from '../../../src/remote/failure.ts'
import { exists } from '../../../src/remote/queries/exists.ts'
import { plain } from '../../rig/plain.ts'
import { runSite } from '../../rig/run-site.ts'

const nginx: Effect = { kind: 'package', name: 'nginx', version: '1.22' }
const missing = [{ queries: { there: exists('/etc/nginx') }, answers: { there: false } }]
const present = [{ queries: { there: exists('/etc/nginx') }, answers: { there: true } }]

it('takes a failure for a change where a planned package may bring what is missing', () => {
  const note = 'known after apply: no such directory, before nginx is installed'
  expect(plain(doubted('no such directory', missing, [nginx])!)).toEqual({ changed: true, msg: note, warnings: [note] })
})

it('believes a failure where nothing is missing, or nothing is planned that may bring it', () => {
  expect(doubted('no such directory', present, [nginx])).toBeUndefined()
  expect(doubted('no such directory', missing, [])).toBeUndefined()
  expect(doubted('no such directory', missing, [{ ...nginx, version: null }])).toBeUndefined()
})

it('names a few of many', () => {
  const many = ['a', 'b', 'c', 'd'].map((name): Effect => ({ kind: 'package', name, version: '1' }))
  expect(doubted('gone', missing, [...many, { kind: 'anything', cause: 'make' }])!.get('msg')).toBe(
    'known after apply: gone, before a, b, c, … are installed and make has run',
  )
})

it('lets a user be become who is planned', () => {
  const planned: Effect = { kind: 'user', name: 'app', entry: new Map() }
  const failure = new BecomeFailure("can't become app")
  const made = /before the user app is made$/
  expect(doubtOf(failure, [], [planned])!.get('msg')).toMatch(made)
  expect(doubtOf(new ModuleFailure(failure.message, undefined, { cause: failure }), [], [planned])!.get('msg')).toMatch(
    made,
  )
  expect(doubtOf(new BecomeFailure("can't become other"), [], [planned])).toBeUndefined()
})

it('believes what has to do with another machine', () => {
  const here = new ModuleFailure('gone')
  const elsewhere = new ModuleFailure('gone', undefined, { elsewhere: true })
  expect([here, elsewhere].map((one) => doubtOf(one, missing, [nginx]) !== undefined)).toEqual([true, false])
})

const dry = { check: true, differs: 'every task looks at the host as it is' }
const copy = '{name: write, copy: {content: x, dest: /nonexistent/directory/file}}'
const play = (...tasks: readonly string[]): string => `
    - hosts: a
      tasks:
        - ${tasks.join('\n        - ')}
`

it('does not fail for what a command of the playbook may bring, unless the command changes nothing', async () => {
  const after = async (command: string) => (await runSite(play(command, copy), dry)).steps.at(-1)
  expect(await after('{name: make, command: make install}')).toBe('write: a changed')
  expect(await after('{name: look, command: make -n, changed_when: false}')).toBe('write: a failed')
})

it('does not fail for a program that is planned where a command runs in spite of the dry run', async () => {
  const look = (command: string) => `{name: look, ${command}, check_mode: false, register: seen}`
  const use = '{name: use, copy: {content: "{{ seen.stdout }}", dest: /nonexistent}}'
  const bring = '{name: make, command: make install}'
  const after = async (...tasks: readonly string[]) => (await runSite(play(...tasks), dry)).steps
  expect(await after(bring, look('command: no-such-program -v'), use)).toEqual([
    'make: a skipped',
    'look: a changed',
    'use: a changed',
  ])
  expect((await after(bring, look('shell: no-such-program -v | cat; no-such-program')))[1]).toBe('look: a changed')
  expect((await after(bring, look('shell: exit 3')))[1]).toBe('look: a failed')
  expect(await after(look('command: no-such-program -v'))).toEqual(['look: a failed'])
})

it('sees in actions what earlier tasks have planned', async () => {
  const { steps } = await runSite(
    play(
      '{name: directory, file: {path: /nonexistent/a, state: directory}}',
      '{name: make, command: touch /nonexistent/a/done, args: {creates: /nonexistent/a/done}}',
      '{name: again, command: touch x, args: {creates: /nonexistent/a/done}}',
    ),
    dry,
  )
  expect(steps).toEqual(['directory: a changed', 'make: a changed', 'again: a ok'])
})

it('unpacks, in words, what was only planned into what was only planned', async () => {
  const { steps } = await runSite(
    play(
      '{name: directory, file: {path: /nonexistent/a, state: directory}}',
      '{name: archive, copy: {content: x, dest: /nonexistent/a/b.tgz}}',
      '{name: unpack, unarchive: {src: /nonexistent/a/b.tgz, dest: /nonexistent/a, remote_src: true}}',
    ),
    dry,
  )
  expect(steps.at(-1)).toBe('unpack: a changed')
})

it('tells of an assertion that it is not known, and changes nothing by saying something', async () => {
  const { steps, result } = await runSite(
    play(
      '{command: nothing, register: out}',
      '{name: assertion, assert: {that: [out.rc == 0, 1 == 1]}}',
      '{name: refuted, assert: {that: [out.rc == 0, 1 == 2]}, ignore_errors: true}',
      '{name: say, debug: {msg: "{{ out | to_json }} {{ out.stdout | from_json }}"}}',
      '{name: stop, fail: {msg: "{{ out.stdout }}"}, ignore_errors: true}',
    ),
    dry,
  )
  expect(steps.slice(1)).toEqual([
    'assertion: a ok',
    'refuted: a failed (ignored)',
    'say: a ok',
    'stop: a failed (ignored)',
  ])
  expect(result('assertion').msg).toMatch(/^known after apply/)
})
