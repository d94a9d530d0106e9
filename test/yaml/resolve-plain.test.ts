import { expect, test } from 'vitest'
import { Float, type Value } from '../../src/values.ts'
import { resolvePlain } from '../../src/yaml/resolve-plain.ts'

const cases: [text: string, value: Value][] = [
  ['yes', true],
  ['Off', false],
  ['TRUE', true],
  ['y', 'y'],
  ['tRUE', 'tRUE'],
  ['~', null],
  ['', null],
  ['Null', null],
  ['none', 'none'],
  ['0', 0],
  ['-12', -12],
  ['+3', 3],
  ['1_000', 1000],
  ['0644', 420],
  ['-010', -8],
  ['08', '08'],
  ['0o17', '0o17'],
  ['0x1F', 31],
  ['0b101', 5],
  ['1:30', 90],
  ['-1:30:00', -5400],
  ['22:22', 1342],
  ['1:60', '1:60'],
  ['9007199254740993', 9007199254740993n],
  ['1.5', 1.5],
  ['2.0', new Float(2)],
  ['1.', new Float(1)],
  ['.5', 0.5],
  ['1e3', '1e3'],
  ['1.0e3', '1.0e3'],
  ['1.0e+3', new Float(1000)],
  ['1:30.5', 90.5],
  ['.inf', Infinity],
  ['-.INF', -Infinity],
  ['1.2.3', '1.2.3'],
  ['1.2.3.4', '1.2.3.4'],
  ['-', '-'],
  ['2024-13-01', '2024-13-01'],
  ['2024-1-1', '2024-1-1'],
]

test.each(cases)('%j resolves as PyYAML does', (text, value) => {
  expect(resolvePlain(text)).toEqual(value)
})

test('a nan is a number', () => {
  expect(resolvePlain('.NaN')).toBeNaN()
})

test.each([
  ['2024-05-01', '2024-05-01', 'datetime.date(2024, 5, 1)'],
  ['2024-05-01 10:00:00', '2024-05-01 10:00:00', 'datetime.datetime(2024, 5, 1, 10, 0)'],
  ['2024-5-1T1:02:03.5', '2024-05-01 01:02:03.500000', 'datetime.datetime(2024, 5, 1, 1, 2, 3, 500000)'],
  [
    '2024-05-01 10:00:00Z',
    '2024-05-01 10:00:00+00:00',
    'datetime.datetime(2024, 5, 1, 10, 0, tzinfo=datetime.timezone.utc)',
  ],
])('%s is a date', (text, shown, repr) => {
  const value = resolvePlain(text) as { toString(): string; repr(): string }
  expect([String(value), value.repr()]).toEqual([shown, repr])
})
