import { expect, test } from 'vitest'
import { attributeSteps, readEntries, statEntries } from '../../../src/modules/shared/archive-attributes.ts'
import type { Step } from '../../../src/remote/remote-host.ts'

const answer = readEntries(
  '0022\n755|root|0|adm|4|directory|/d/sub\n644|root|0|root|0|regular file|/d/a|b\n777|root|0|root|0|symbolic link|/d/l\n',
)

const shown = (wanted: Parameters<typeof attributeSteps>[0]) =>
  attributeSteps(wanted, answer).map((step) => [textOf(step), namesIn(step)])

const textOf = (step: Step): string | undefined => ('script' in step ? step.script.text : undefined)
const namesIn = (step: Step): string[] => ('script' in step ? String(step.stdin).split('\0').slice(0, -1) : [])

test('what is there is read, whatever its name', () => {
  expect(answer.umask).toBe(0o022)
  expect(answer.entries[1]).toEqual({
    path: '/d/a|b',
    mode: 0o644,
    kind: 'regular file',
    owner: ['root', '0'],
    group: ['root', '0'],
  })
  expect(answer.entries).toHaveLength(3)
})

test('only what differs is changed, files of one mode together, and no mode of a link', () => {
  expect(shown({ mode: 'u=rwX,go=' })).toEqual([
    ['xargs -0 chmod 00700 --', ['/d/sub']],
    ['xargs -0 chmod 00600 --', ['/d/a|b']],
  ])
  expect(shown({ mode: '0755' })).toEqual([['xargs -0 chmod 00755 --', ['/d/a|b']]])
  expect(shown({ group: 'root' })).toEqual([['xargs -0 chown -h :root --', ['/d/sub']]])
  expect(shown({ owner: 'www', group: '0' })).toEqual([['xargs -0 chown -h www:0 --', ['/d/sub', '/d/a|b', '/d/l']]])
  expect(shown({ owner: '0' })).toEqual([])
})

test('the names are told apart whatever they hold', () => {
  expect(namesIn(statEntries(['/d/a b', '/d/c\nd']))).toEqual(['/d/a b', '/d/c\nd'])
})
