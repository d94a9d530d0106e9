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

test('a link to nothing, and a value that Python takes for a wrong reference, are told', () => {
  const text = '\x1elocal /f/gone.fact\n\x1elost /f/gone.fact\n1\n\x1elocal /f/part.fact\n[a]\nb = 5% of 6%% of %(c)s\n'
  const { facts, warnings } = localFacts(new FactSources(text), localFactPaths(text))
  expect(facts.local).toEqual(
    new Map([
      ['gone', expect.stringMatching(/^Could not stat fact \(\/f\/gone.fact\)/)],
      ['part', expect.stringMatching(/^error loading facts as ini .*found: '% of 6 of %\(c\)s'/)],
    ]),
  )
  expect(warnings).toHaveLength(2)
})
