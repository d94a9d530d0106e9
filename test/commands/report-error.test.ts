import { afterEach, expect, test, vi } from 'vitest'
import { reportError } from '../../src/commands/report-error.ts'
import { UserError } from '../../src/errors.ts'

afterEach(() => vi.restoreAllMocks())

const reported = (error: unknown, ...args: readonly string[]): string => {
  let text = ''
  vi.spyOn(process.stderr, 'write').mockImplementation((part) => {
    text += String(part)
    return true
  })
  reportError(error, args)
  return text
}

test('a mistake is told as it is', () => {
  expect(reported(new UserError({ message: 'wrong', hint: 'right' }))).toBe('ERROR! wrong\n  hint: right\n')
  const located = reported(new UserError({ message: 'wrong', position: { file: '/no/f', line: 4, column: 3 } }))
  const isShown = process.stderr.isTTY === true
  expect(located.includes("The error appears to be in '/no/f': line 4, column 3, but may\n")).toBe(!isShown)
})

test('a bug is told without its trace, unless -vvv asks for that', () => {
  const short = reported(new TypeError('oops'), '-vv')
  expect(short).toContain('this is probably a bug in runbook: oops\nto see the full traceback, use -vvv\n')
  expect(short).not.toContain('    at ')
  for (const args of [['-vvv'], ['-v', '-vv'], ['-vv', '--verbose']])
    expect(reported(new TypeError('oops'), ...args)).toMatch(/the full traceback was:\n\nTypeError: oops\n {4}at /)
  expect(reported('a text')).toContain('a bug in runbook: a text')
})
