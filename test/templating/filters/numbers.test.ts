import { describe, expect, it } from 'vitest'
import { failure, render } from '../evaluate.ts'

describe('filters of numbers', () => {
  it.each([
    ['-3.5 | abs', '3.5'],
    ["'12' | int", '12'],
    ["'0x1f' | int(base=16)", '31'],
    ["'1.9' | int", '1'],
    ["'x' | int(7)", '7'],
    ["'x' | int(7, 'y')", '7'],
    ["'7.9' | int(0, 99)", '7'],
    ["'7' | int(0, 1)", '7'],
    ["'٣' | int", '3'],
    ["'1_000' | float", '1000.0'],
    ["'x' | float", '0.0'],
    ['none | float', '0.0'],
    ['2.5 | round', '2.0'],
    ['3.5 | round', '4.0'],
    ['2.675 | round(2)', '2.67'],
    ['5 | round', '5'],
    ['1234 | round(-2)', '1200'],
    ["1.1 | round(0, 'ceil')", '2.0'],
    ["1.9 | round(0, 'floor')", '1.0'],
    ['1000 | filesizeformat', '1.0 kB'],
    ['1500000 | filesizeformat', '1.5 MB'],
    ['1536 | filesizeformat(true)', '1.5 KiB'],
    ['1 | filesizeformat', '1 Byte'],
    ['8 | log(2)', '3.0'],
    ['100 | log(10)', '2.0'],
    ['2 | pow(0.5)', '1.4142135623730951'],
    ['27 | root(3)', '3.0'],
    ['10485760 | human_readable', '10.00 MB'],
    ['1024 | human_readable(isbits=true)', '1.00 Kb'],
    ["123456789 | human_readable(unit='G')", '0.11 GB'],
    ["'1.5 GB' | human_to_bytes", '1610612736'],
    ["'10' | human_to_bytes('K')", '10240'],
    ["'1Mb' | human_to_bytes(isbits=true)", '1048576'],
    ['12345678901234567890 | int', '12345678901234567890'],
    ['1e3 | int', '1000'],
  ])('{{ %s }} gives %j', (expression, text) => {
    expect(render(expression)).toBe(text)
  })

  it.each(['-1 | root', "'x' | human_to_bytes"])('{{ %s }} fails', (expression) => {
    expect(failure(expression)).toMatch(/\S/)
  })
})
