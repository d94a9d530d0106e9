/** Python's `str.format` and `format(value, spec)`. */
import type { Value } from '../../values.ts'
import type { CallContext, Keywords } from '../plugin.ts'
import { DateTime } from './datetime.ts'
import { FilterError, TemplateTypeError } from './errors.ts'
import { fixed } from './fixed.ts'
import { floatRepr, isFloat, isInt, numeric } from './number.ts'
import { PythonObject } from './object.ts'
import { formatFloat } from './percent-format.ts'
import { repeatText } from './repeat-text.ts'
import { ascii, repr, str } from './repr.ts'
import { open } from './secret.ts'
import { strftime } from './strftime.ts'
import { takeCharacters, textLength } from './text.ts'
import { typeName } from './type-name.ts'

export interface FormatArguments {
  readonly args: readonly Value[]
  readonly kwargs: Keywords
  /** How a field becomes text; {@link formatValue} unless given. */
  readonly show?: (value: Value, spec: string) => string
}

const LARGEST_WIDTH = 1 << 20

/** `'{0} {name!r:>10}'.format(…)`. Attributes and items are looked up as templates do it. */
export const formatText = (
  context: CallContext,
  format: string,
  { args, kwargs, show = formatValue }: FormatArguments,
): string => new Formatter(context, { args, kwargs, show }).format(format, 2)

class Formatter {
  readonly #context: CallContext
  readonly #given: Required<FormatArguments>
  #next = 0
  /** Whether fields are numbered by themselves, once that is settled. */
  #automatic: boolean | undefined

  constructor(context: CallContext, given: Required<FormatArguments>) {
    this.#context = context
    this.#given = given
  }

  /** @param depth how deep specs may hold fields themselves. */
  format(format: string, depth: number): string {
    if (depth < 0) throw new FilterError('Max string recursion exceeded')
    let text = ''
    for (let at = 0; at < format.length; ) {
      const char = format[at]!
      if ((char === '{' || char === '}') && format[at + 1] === char) {
        text += char
        at += 2
      } else if (char === '{') {
        const end = closingBrace(format, at)
        text += this.#field(format.slice(at + 1, end), depth)
        at = end + 1
      } else if (char === '}') throw new FilterError("Single '}' encountered in format string")
      else {
        text += char
        at += 1
      }
    }
    return text
  }

  #field(field: string, depth: number): string {
    const [, name = '', conversion, spec = ''] =
      /^((?:[^![\]:]|\[[^\]]*\])*)(?:!(.?))?(?::([\s\S]*))?$/.exec(field) ?? []
    const value = this.#value(name)
    return this.#given.show(converted(value, conversion), this.format(spec, depth - 1))
  }

  #value(name: string): Value {
    const [first = ''] = /^[^.[]*/.exec(name) ?? []
    let value = this.#argument(first)
    for (const [, attribute, item] of name.slice(first.length).matchAll(/\.([^.[]+)|\[([^\]]+)\]/g)) {
      if (item !== undefined) value = this.#context.item(value, /^\d+$/.test(item) ? Number(item) : item)
      else value = this.#attribute(value, attribute!)
    }
    return open(value)
  }

  /** Unlike in templates, a dot finds no items of a dict. */
  #attribute(holder: Value, name: string): Value {
    if (holder instanceof Map) throw new FilterError(`'dict' object has no attribute '${name}'`)
    return this.#context.attribute(holder, name)
  }

  #argument(name: string): Value {
    const { args, kwargs } = this.#given
    if (name !== '' && !/^\d+$/.test(name)) {
      const value = kwargs.get(name)
      if (value === undefined) throw new FilterError(`KeyError: ${repr(name)}`)
      return value
    }
    this.#automatic ??= name === ''
    if (this.#automatic !== (name === ''))
      throw new FilterError('cannot switch between automatic field numbering and manual field specification')
    const index = name === '' ? this.#next++ : Number(name)
    const value = args[index]
    if (value === undefined) throw new FilterError(`Replacement index ${index} out of range for positional args tuple`)
    return value
  }
}

/** Where the field that begins at the brace ends; fields may hold fields. */
const closingBrace = (format: string, start: number): number => {
  let depth = 0
  for (let at = start; at < format.length; at++) {
    if (format[at] === '{') depth += 1
    else if (format[at] === '}' && --depth === 0) return at
  }
  throw new FilterError(
    start + 1 < format.length ? "expected '}' before end of string" : "Single '{' encountered in format string",
  )
}

const converted = (value: Value, conversion: string | undefined): Value => {
  if (conversion === undefined) return value
  if (conversion === 's') return str(value)
  if (conversion === 'r') return repr(value)
  if (conversion === 'a') return ascii(value)
  throw new FilterError(`Unknown conversion specifier '${conversion}'`)
}

interface Spec {
  readonly fill: string
  readonly align: string
  readonly sign: string
  readonly alternate: boolean
  readonly width: number
  readonly grouping: string
  readonly precision: number | undefined
  readonly type: string
}

const SPEC = /^(?:(.)?([<>=^]))?([-+ ]?)z?(#?)(0?)(\d*)([,_]?)(?:\.(\d+))?([bcdeEfFgGnosxX%]?)$/su

/** Python's `format(value, spec)`. */
export const formatValue = (value: Value, text: string): string => {
  if (value instanceof DateTime && text !== '') return strftime(text, { fields: value.fields, zoneMinutes: value.zone })
  if (text === '') return str(value)
  const spec = parseSpec(text, value)
  if (typeof value === 'string' || (value instanceof PythonObject && value.typeName === 'Markup'))
    return formatString(str(value), spec)
  if (isInt(value) || typeof value === 'boolean') return formatInt(value, spec)
  if (isFloat(value)) return formatNumber(Number(numeric(value)), spec)
  throw new TemplateTypeError(`unsupported format string passed to ${typeName(value)}.__format__`)
}

const parseSpec = (text: string, value: Value): Spec => {
  const found = SPEC.exec(text)
  if (!found) throw new FilterError(`Invalid format specifier '${text}' for object of type '${typeName(value)}'`)
  const [, fill, align, sign = '', alternate, zero, width, grouping = '', precision, type = ''] = found
  const size = Number(width || 0)
  if (size > LARGEST_WIDTH || Number(precision ?? 0) > LARGEST_WIDTH)
    throw new FilterError('Too many decimal digits in format string')
  return {
    fill: fill ?? (zero ? '0' : ' '),
    align: align ?? (zero && numeric(value) !== undefined ? '=' : ''),
    sign,
    alternate: alternate === '#',
    width: size,
    grouping,
    precision: precision === undefined ? undefined : Number(precision),
    type,
  }
}

const formatString = (text: string, spec: Spec): string => {
  if (spec.type !== '' && spec.type !== 's') throw unknownCode(spec.type, 'str')
  if (spec.align === '=') throw new FilterError("'=' alignment not allowed in string format specifier")
  if (spec.grouping) throw new FilterError(`Cannot specify '${spec.grouping}' with 's'.`)
  if (spec.sign) throw new FilterError('Sign not allowed in string format specifier')
  const kept = spec.precision === undefined ? text : takeCharacters(text, spec.precision)
  return aligned('', kept, { ...spec, align: spec.align || '<' })
}

const unknownCode = (code: string, type: string): FilterError =>
  new FilterError(`Unknown format code '${code}' for object of type '${type}'`)

const bases: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16, X: 16, d: 10, n: 10, '': 10 }

const formatInt = (value: number | bigint | boolean, spec: Spec): string => {
  if ('eEfFgG%'.includes(spec.type) && spec.type !== '') return formatNumber(Number(value), spec)
  if (spec.type === 'c') return aligned('', character(Number(value), spec), { ...spec, align: spec.align || '<' })
  const base = bases[spec.type]
  if (base === undefined) throw unknownCode(spec.type, typeName(value))
  if (spec.precision !== undefined) throw new FilterError('Precision not allowed in integer format specifier')
  const whole = typeof value === 'boolean' ? Number(value) : value
  const digits = whole.toString(base).replace('-', '')
  const prefix = spec.alternate && base !== 10 ? `0${spec.type}` : ''
  const sign = signOf(whole < 0, spec) + prefix
  const room = { ...spec, width: spec.width - sign.length }
  const body = grouped(spec.type === 'X' ? digits.toUpperCase() : digits, room, base === 10 ? 3 : 4)
  return aligned(sign, body, spec)
}

const character = (code: number, { sign, alternate, precision }: Spec): string => {
  if (sign) throw new FilterError("Sign not allowed with integer format specifier 'c'")
  if (alternate) throw new FilterError("Alternate form (#) not allowed with integer format specifier 'c'")
  if (precision !== undefined) throw new FilterError('Precision not allowed in integer format specifier')
  if (code < 0 || code > 0x10ffff) throw new FilterError('%c arg not in range(0x110000)')
  return String.fromCodePoint(code)
}

const formatNumber = (value: number, spec: Spec): string => {
  const negative = value < 0 || Object.is(value, -0)
  const text = floatText(Math.abs(value), spec)
  const [, whole = '', rest = ''] = /^(\d*)([\s\S]*)$/.exec(text) ?? []
  const sign = signOf(negative, spec)
  const room = { ...spec, width: spec.width - sign.length - rest.length }
  return aligned(sign, (whole ? grouped(whole, room, 3) : '') + rest, spec)
}

const floatText = (value: number, { type, precision, alternate }: Spec): string => {
  if (type === '%') return `${fixed(value * 100, precision ?? 6)}%`
  if (type === '' && precision === undefined) return floatRepr(value)
  if (type === '') return general(value, precision!)
  if (!'eEfFgGn'.includes(type)) throw unknownCode(type, 'float')
  return formatFloat(value, type === 'n' ? 'g' : type, { precision: precision ?? 6, alternate })
}

/** Without a type, precision counts as with `g`, but a whole number keeps its `.0`. */
const general = (value: number, precision: number): string => {
  const text = formatFloat(value, 'g', { precision: Math.max(1, precision) })
  return /^\d+$/.test(text) && text.length < precision
    ? `${text}.0`
    : /^\d+$/.test(text)
      ? exponential(value, precision, text)
      : text
}

const exponential = (value: number, precision: number, text: string): string =>
  text.length >= precision && precision > 0 && value !== 0
    ? formatFloat(value, 'e', { precision: precision - 1 })
    : text

const signOf = (negative: boolean, { sign }: Spec): string => (negative ? '-' : sign === '-' ? '' : sign)

const grouped = (digits: string, { grouping, fill, align, width }: Spec, size: number): string => {
  if (!grouping) return digits
  const group = (text: string): string => text.replace(new RegExp(`\\B(?=(?:[0-9a-fA-F]{${size}})+$)`, 'g'), grouping)
  if (fill !== '0' || align !== '=') return group(digits)
  // Zeros that fill the width are grouped as well.
  const least = Math.floor((width * size) / (size + 1)) - 1
  let padded = repeatText('0', least - digits.length) + digits
  // A separator is never first: one more zero comes before it.
  while (group(padded).length < width) padded = `0${padded}`
  return group(padded)
}

const aligned = (sign: string, body: string, { fill, align, width }: Spec): string => {
  const gap = Math.max(0, width - textLength(sign) - textLength(body))
  const pad = repeatText(fill, gap)
  if (align === '<') return sign + body + pad
  if (align === '=') return sign + pad + body
  if (align === '^') return repeatText(fill, Math.floor(gap / 2)) + sign + body + repeatText(fill, Math.ceil(gap / 2))
  return pad + sign + body
}
