import type { XmlElement } from '../util/xml.ts'

/** How a task ended on a host. */
export interface TestCase {
  readonly name: string
  readonly classname: string | undefined
  readonly seconds: number
  readonly outcome: 'ok' | 'failed' | 'skipped'
  /** The result as text. */
  readonly output: string
  /** Why it failed or was skipped. */
  readonly message?: string | undefined
  /** A traceback: then it is an error, not a failure. */
  readonly exception?: string | undefined
}

/** The report: one suite, named for the playbook. */
export const testSuites = (name: string, cases: readonly TestCase[]): XmlElement => {
  const failed = cases.filter(({ outcome }) => outcome === 'failed')
  const errors = failed.filter(({ exception }) => exception !== undefined).length
  const counts = { disabled: 0, errors, failures: failed.length - errors }
  const rest = { tests: cases.length, time: secondsText(cases.reduce((sum, { seconds }) => sum + seconds, 0)) }
  const skipped = cases.filter(({ outcome }) => outcome === 'skipped').length
  const suite: XmlElement = {
    name: 'testsuite',
    attributes: { ...counts, name, skipped, ...rest },
    children: cases.map(caseElement),
  }
  return { name: 'testsuites', attributes: { ...counts, ...rest }, children: [suite] }
}

const caseElement = (test: TestCase): XmlElement => ({
  name: 'testcase',
  attributes: { classname: test.classname, name: test.name, time: secondsText(test.seconds) },
  children: [outcomeElement(test)],
})

const outcomeElement = ({ outcome, output, message, exception }: TestCase): XmlElement => {
  if (outcome === 'ok') return { name: 'system-out', children: output }
  if (outcome === 'skipped') return { name: 'skipped', children: message ?? '' }
  if (exception === undefined) return { name: 'failure', attributes: { message, type: 'failure' }, children: output }
  const last = exception.trim().split('\n').at(-1)
  return { name: 'error', attributes: { message: last, type: 'error' }, children: exception }
}

const secondsText = (seconds: number): string => seconds.toFixed(3)
