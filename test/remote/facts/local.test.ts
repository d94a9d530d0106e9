import { expect, test } from 'vitest'
import { localFactPaths, localFacts } from '../../../src/remote/facts/local.ts'
import { FactSources } from '../../../src/remote/facts/sources.ts'

const output = [
  '\x1elocal /f/b.fact\n[general]\nKey = v\nother: 2\n# no\n',
  '\x1elocal /f/a.fact\n{"x": [1]}\n\x1estatus /f/a.fact\n0\n',
  '\x1elocal /f/bad.fact\n\x1estatus /f/bad.fact\n3\noops',
  '\x1elocal /f/junk.fact\nzzz\n',
].join('')

test('facts are JSON, INI or what went wrong', () => {
  const { facts, warnings } = localFacts(new FactSources(output), localFactPaths(output))
  const failed = 'Failure executing fact script (/f/bad.fact), rc: 3, err: oops\n'
  const junk = 'error loading facts as JSON or ini - please check content: /f/junk.fact'
  expect([...(facts.local as Map<string, unknown>)]).toEqual([
    ['a', { x: [1] }],
    [
      'b',
      new Map([
        [
          'general',
          new Map([
            ['key', 'v'],
            ['other', '2'],
          ]),
        ],
      ]),
    ],
    ['bad', failed],
    ['junk', junk],
  ])
  expect(warnings).toEqual([failed, junk])
})
