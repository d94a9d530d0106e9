import { describe, expect, it } from 'vitest'
import { render } from '../evaluate.ts'

describe('filters of hashes and encodings', () => {
  it.each([
    ["'x' | hash('sha256')", '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881'],
    ["'x' | md5", '9dd4e461268c8034f5c8564e155c67a6'],
    ["'é' | checksum", 'bf15be717ac1b080b4f1c456692825891ff5073d'],
    ["'x' | to_uuid", '66b2f013-1baa-5313-9c8c-e6f1182e0e90'],
    ["'x' | to_uuid('361E6D51-FAEC-444A-9079-341386DA8E2E')", '66b2f013-1baa-5313-9c8c-e6f1182e0e90'],
    ["'é' | b64encode", 'w6k='],
    ["'w6k=' | b64decode", 'é'],
    ["'é' | b64encode('utf-16-le')", '6QA='],
    ["'%Y-%m-%d %H:%M:%S %j' | strftime(86400)", '1970-01-02 00:00:00 002'],
    ["'2020-01-02 03:04:05' | to_datetime", '2020-01-02 03:04:05'],
    ["('2020-03-01' | to_datetime('%Y-%m-%d')) - ('2020-02-28' | to_datetime('%Y-%m-%d'))", '2 days, 0:00:00'],
    ["10 | random(seed='x')", '5'],
    ["[1, 2, 3, 4] | shuffle(seed='x')", '[1, 2, 4, 3]'],
    ['1000 | random(1, 10, seed=3)', '301'],
  ])('{{ %s }} gives %j', (expression, text) => {
    expect(render(expression)).toBe(text)
  })
})
