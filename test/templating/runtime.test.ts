import { expect, test } from 'vitest'
import { FilterError } from '../../src/templating/python/errors.ts'
import { Secret, Unknown } from '../../src/values.ts'
import { evaluated, failure, given } from './templar-rig.ts'

const gives = (...items: string[]) => new Map([['gives', () => [...items]]])
const fails = new Map([
  [
    'fails',
    (): never => {
      throw new FilterError('it failed')
    },
  ],
])

test('a lookup joins text, unwraps a single value, and gives a list when asked', () => {
  const of = (text: string) => given({}, { lookups: gives('a', 'b') }).renderText(text, { file: 'a' })
  expect(of("{{ lookup('gives') }}")).toBe('a,b')
  expect(of("{{ lookup('gives', wantlist=true) }}")).toBe("['a', 'b']")
  expect(of("{{ query('gives') }}{{ q('gives') }}")).toBe("['a', 'b']['a', 'b']")
})

test('what a lookup gives is not evaluated', () => {
  const templar = given({}, { lookups: gives('{{ 1 + 1 }}') })
  expect(templar.renderText("{{ lookup('gives') }}", { file: 'a' })).toBe('{{ 1 + 1 }}')
})

test('a failing lookup may be ignored or warned of', () => {
  const warnings: string[] = []
  const templar = given({}, { lookups: fails, warn: (message) => warnings.push(message) })
  expect(failure(() => templar.renderText("{{ lookup('fails') }}", { file: 'a' })).kind).toBe('other')
  expect(templar.renderText("{{ lookup('fails', errors='ignore') is none }}", { file: 'a' })).toBe('True')
  expect(templar.renderText("{{ query('fails', errors='warn') }}", { file: 'a' })).toBe('[]')
  expect(warnings).toEqual(['Lookup failed but the error is being ignored: it failed'])
})

test('a lookup that is not there fails whatever `errors` says, and so does a failing one under another word', () => {
  const templar = given({}, { lookups: fails })
  for (const text of ["{{ lookup('nope', errors='ignore') }}", "{{ query('nope', errors='warn') }}"])
    expect(failure(() => templar.renderText(text, { file: 'a' })).message).toBe('lookup plugin (nope) not found')
  expect(failure(() => templar.renderText("{{ lookup('fails', errors='no') }}", { file: 'a' })).message).toBe(
    'it failed',
  )
})

test('a secret stays one through filters, concatenation and containers', () => {
  const vars = { p: new Secret('pw'), d: { user: 'u', password: new Secret('pw') }, all: '{{ d | to_json }}' }
  for (const text of [
    '{{ p | upper }}',
    'x{{ p }}',
    '{{ p ~ 1 }}',
    '{{ d.password }}!',
    '{{ d | to_json }}',
    '{{ all }}',
    '{{ p[0] }}',
  ])
    expect(evaluated(text, vars)).toBeInstanceOf(Secret)
  expect(evaluated('{{ d.user }}!', vars)).toBe('u!')
  expect(evaluated('{{ p | length }}', vars)).toBeInstanceOf(Secret)
})

test('an unknown value makes filters, tests, calls and loops unknown, and nothing else', () => {
  const vars = { u: new Unknown('x'), d: { u: new Unknown('x'), k: 1 } }
  for (const text of [
    '{{ u | upper }}',
    '{{ u is odd }}',
    '{{ u() }}',
    '{{ u.a.b[0] }}',
    '{% for i in u %}{% endfor %}',
    '{{ [u] }}',
    "{{ 'a' if u else 'b' }}",
    '{{ u ~ 1 }}',
    '{{ range(u) }}',
  ])
    expect(evaluated(text, vars)).toBeInstanceOf(Unknown)
  expect(evaluated('{{ u is defined }}', vars)).toBe(true)
  expect(evaluated('{{ d.k }}', vars)).toBe('1')
})

test('a loop knows its neighbours and changes', () => {
  const text =
    '{% for i in l %}{{ loop.previtem | default("-") }}{{ i }}{{ loop.nextitem | default("-") }}{{ loop.changed(i) }} {% endfor %}'
  expect(evaluated(text, { l: [1, 1, 2] })).toBe('-11True 112False 12-True ')
})

test('calling what can not be called is an error', () => {
  expect(failure(() => evaluated('{{ 5() }}')).message).toBe("'int' object is not callable")
  expect(failure(() => evaluated('{{ nope() }}')).kind).toBe('undefined')
})
