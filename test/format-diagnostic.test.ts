import { expect, test } from 'vitest'
import { formatDiagnostic } from '../src/format-diagnostic.ts'

const position = { file: 'site.yml', line: 2, column: 5 }
const readSource = (file: string) => (file === 'site.yml' ? '- hosts: all\n    coppy: x\n' : undefined)

test('the message, the place, the source and the hint are shown', () => {
  const diagnostic = { message: '"coppy" is not a module', position, length: 5, hint: 'did you mean "copy"?' }
  expect(formatDiagnostic(diagnostic, { readSource })).toBe(
    [
      '"coppy" is not a module',
      '  site.yml:2:5',
      '',
      '  1 | - hosts: all',
      '  2 |     coppy: x',
      '    |     ~~~~~',
      '',
      '  hint: did you mean "copy"?',
    ].join('\n'),
  )
})

test('a trail names how the place was reached', () => {
  const trail = [{ message: 'in the variable "a"', position }, { message: 'in the play "web"' }]
  expect(formatDiagnostic({ message: 'm', trail }, { readSource })).toBe(
    'm\n  in the variable "a" (site.yml:2:5)\n  in the play "web"',
  )
})

test('a source that cannot be read is left out', () => {
  expect(formatDiagnostic({ message: 'm', position: { ...position, file: 'gone' } }, { readSource })).toBe(
    'm\n  gone:2:5',
  )
})

test('colours wrap the parts', () => {
  const colors = { error: (s: string) => `<${s}>`, place: (s: string) => `(${s})`, hint: (s: string) => `[${s}]` }
  const diagnostic = { message: 'm', position: { ...position, file: 'gone' }, hint: 'h' }
  expect(formatDiagnostic(diagnostic, { readSource, colors })).toBe('<m>\n  (gone:2:5)\n  [hint: h]')
})
