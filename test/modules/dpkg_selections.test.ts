import { expect, test } from 'vitest'
import dpkgSelections from '../../src/modules/dpkg_selections.ts'
import { changes, failure, plan } from './plan-rig.ts'
import { withDefaults } from './rig.ts'

const options = { name: 'vim', selection: 'hold' }
interface Selection {
  parse(answer: unknown): string
  overlay(answer: string, effects: unknown[]): string
}
const inspected = dpkgSelections.inspect(withDefaults(dpkgSelections.options, options) as never, undefined)
const query = (inspected as unknown as { present: Selection }).present
const answer = (stdout: string) => query.parse({ stdout: Buffer.from(stdout), stderr: Buffer.alloc(0), status: 0 })

test('a package is held', () => {
  expect(changes(plan(dpkgSelections, { options, answers: { present: 'install' } }))).toEqual([
    {
      summary: 'set vim to hold',
      commands: ['dpkg --set-selections'],
      effects: [{ kind: 'named', type: 'dpkg-selection', name: 'vim', value: 'hold' }],
      diff: { before: 'install\n', after: 'hold\n', before_header: 'vim', after_header: 'vim' },
    },
  ])
})

test('nothing is done where it is held already', () => {
  expect(plan(dpkgSelections, { options, answers: { present: 'hold' } })).toEqual([])
})

test('the result has both selections', () => {
  const result = dpkgSelections.returns?.({ options, before: { present: 'install' } } as never)
  expect(Object.fromEntries(result ?? [])).toEqual({ before: 'install', after: 'hold' })
})

test.each([
  ['not present', "Failed to find package 'vim' to perform selection 'hold'."],
  ['no dpkg', 'Failed to find required executable "dpkg"'],
])('%s is a failure', (present, message) => {
  expect(failure(dpkgSelections, { options, answers: { present } })).toBe(message)
})

test('what dpkg says is read', () => {
  expect(answer('vim\t\t\thold\n')).toBe('hold')
  expect(answer('')).toBe('not present')
  expect(answer('no dpkg\n')).toBe('no dpkg')
})

test('a dry run knows what was planned', () => {
  const selected = { kind: 'named', type: 'dpkg-selection', name: 'vim', value: 'hold' }
  expect(query.overlay('install', [selected])).toBe('hold')
  expect(query.overlay('not present', [{ kind: 'package', name: 'vim', version: '1' }])).toBe('install')
  expect(query.overlay('hold', [{ kind: 'package', name: 'vim', version: '2' }])).toBe('hold')
  expect(query.overlay('install', [{ kind: 'package', name: 'vim', version: null }])).toBe('deinstall')
  expect(query.overlay('install', [{ kind: 'package', name: 'emacs', version: null }])).toBe('install')
})
