import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { type Case, failureOf } from './conformance-rig.ts'

const beside = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const corpus = process.env.TEMPLATING_CASES ?? beside('../../../shared/conformance/templating/cases.json')

const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

/** Cases that docs/compatibility.md lists with the reason why they can't pass. */
const excepted = (): ReadonlySet<string> => {
  const path = beside('../../docs/compatibility.md')
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  return new Set([...text.matchAll(/`([a-z/-]+\/[\da-f]{8})`/g)].map((match) => match[1]!))
}

if (process.env.TEMPLATING_CASES === undefined && !existsSync(corpus))
  print('templating conformance: no cases (set TEMPLATING_CASES, or put them in ../shared/conformance/templating)')

test.skipIf(process.env.TEMPLATING_CASES === undefined && !existsSync(corpus))(
  'every case of the corpus gives what the reference gives',
  () => {
    const { cases } = JSON.parse(readFileSync(corpus, 'utf8')) as { cases: Case[] }
    const known = excepted()
    const failures: string[] = []
    let listed = 0
    for (const each of cases) {
      const failure = failureOf(each)
      if (failure === undefined) continue
      if (known.has(String(each.id))) listed++
      else failures.push(failure)
    }
    for (const failure of failures) print(failure)
    const passed = cases.length - failures.length - listed
    print(
      `templating conformance: ${passed} of ${cases.length} pass, ${failures.length} fail, ${listed} listed as unreachable`,
    )
    expect(cases.length).toBeGreaterThan(0)
    expect(failures).toEqual([])
  },
  600_000,
)
