/** The constructs of the language on booted hosts, beside the reference: counts, results, exit statuses and the text on a pipe. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { constructCase, constructNames } from '../rig/construct-cases.ts'
import { printedSections } from './printed.ts'
import { bootReference, type Compared, type Outcome, type ReferenceRig } from './rig.ts'

let rig: ReferenceRig
beforeAll(async () => {
  rig = await bootReference(2)
})
afterAll(() => rig.stop())

/** What each run printed and counted. The reference gives no recap of a run that a mistake ends, so none is compared. */
const runsOf = (name: string, { reference, runbook, printed }: Compared) => {
  const shown = name === 'free' ? linesOf : (sections: readonly string[]) => sections
  const broken = reference.runs.map(({ recap, status }) => status !== 0 && Object.keys(recap).length === 0)
  const seen = (outcome: Outcome, texts: readonly string[]) =>
    outcome.runs.map((run, at) => (broken[at] ? run.status : { ...run, printed: shown(printedSections(texts[at]!)) }))
  return { ours: seen(runbook, printed.runbook), theirs: seen(reference, printed.reference) }
}

/** Each line once, in no order. */
const linesOf = (sections: readonly string[]) => [...new Set(sections.join('\n').split('\n'))].sort()

describe('constructs, run by the reference and by runbook', () => {
  it.each(constructNames())('%s', async (name) => {
    const groups = { web: ['h1'], db: ['h2'] }
    const compared = await rig.compare({ ...constructCase(name), groups })
    const { ours, theirs } = runsOf(name, compared)
    expect(ours, compared.complaints).toEqual(theirs)
  })
})
