/** Python's `bytes`, as far as templates meet them. */
import type { Value } from '../../values.ts'
import { decodeText } from '../filters/text-encoding.ts'
import { PyFunction } from '../runtime/bound-method.ts'
import { TemplateTypeError } from './errors.ts'
import { PythonObject } from './object.ts'
import { repeatText } from './repeat-text.ts'
import { str } from './repr.ts'
import { PySlice, sliceArray } from './slice.ts'
import { capitalize, swapCase, titleCase } from './text-case.ts'
import { typeName } from './type-name.ts'

/** Bytes, immutable: what `'text'.encode()` gives. */
export class Bytes extends PythonObject {
  override readonly typeName = 'bytes'
  readonly bytes: Buffer

  constructor(bytes: Buffer) {
    super()
    this.bytes = bytes
  }

  override repr(): string {
    const text = [...this.bytes].map(byteText).join('')
    return text.includes("'") && !text.includes('"') ? `b"${text}"` : `b'${text.replaceAll("'", "\\'")}'`
  }

  /** What a template prints: Ansible takes bytes for the text they are. */
  get text(): string {
    return this.bytes.toString('utf8')
  }

  override operate(operator: string, other: Value, reflected: boolean): Value | undefined {
    if (operator === '*' && typeof other === 'number' && Number.isInteger(other))
      return new Bytes(Buffer.from(repeatText(this.bytes.toString('latin1'), other), 'latin1'))
    if (operator !== '+' || !(other instanceof Bytes) || reflected) return undefined
    return new Bytes(Buffer.concat([this.bytes, other.bytes]))
  }

  override contains(value: Value): boolean {
    if (value instanceof Bytes) return this.bytes.includes(value.bytes)
    if (typeof value === 'number') return this.bytes.includes(value)
    throw new TemplateTypeError(`a bytes-like object is required, not '${typeName(value)}'`)
  }

  override compare(other: Value): number | undefined {
    return other instanceof Bytes ? Buffer.compare(this.bytes, other.bytes) : undefined
  }

  override attribute(name: string): Value | undefined {
    const run = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined
    return run && new PyFunction(name, (_, [encoding]) => run(this, encoding), 'builtin_function_or_method')
  }

  override truth(): boolean {
    return this.bytes.length > 0
  }

  override length(): number {
    return this.bytes.length
  }

  override iterate(): Iterable<Value> {
    return [...this.bytes]
  }

  override item(key: Value): Value | undefined {
    if (key instanceof PySlice) return new Bytes(Buffer.from(sliceArray([...this.bytes], key) as number[]))
    if (typeof key !== 'number') return undefined
    return this.bytes[key < 0 ? key + this.bytes.length : key]
  }

  override equals(other: Value): boolean {
    return other instanceof Bytes && other.bytes.equals(this.bytes)
  }

  override hashKey(): unknown {
    return `b${this.bytes.toString('latin1')}`
  }
}

/** Methods that change ASCII letters only. */
const CHANGES: Readonly<Record<string, (letters: string) => string>> = {
  capitalize,
  lower: (letters) => letters.toLowerCase(),
  swapcase: swapCase,
  title: titleCase,
  upper: (letters) => letters.toUpperCase(),
}

const CHECKS: Readonly<Record<string, RegExp>> = {
  isalnum: /^[A-Za-z\d]+$/,
  isalpha: /^[A-Za-z]+$/,
  isascii: /^[\x00-\x7f]*$/,
  isdigit: /^\d+$/,
  islower: /^[^A-Z]*[a-z][^A-Z]*$/,
  isspace: /^[ \t\n\r\v\f]+$/,
  isupper: /^[^a-z]*[A-Z][^a-z]*$/,
}

/** Stands for a byte that is no letter. */
const OTHER = '\u2603'

const changed =
  (change: (letters: string) => string): BytesMethod =>
  ({ bytes }) => {
    const letters = change(bytes.toString('latin1').replace(/[\x80-\xff]/g, OTHER))
    return new Bytes(Buffer.from([...letters].map((char, at) => (char === OTHER ? bytes[at]! : char.charCodeAt(0)))))
  }

type BytesMethod = (self: Bytes, argument: Value | undefined) => Value

const METHODS: Readonly<Record<string, BytesMethod>> = {
  decode: ({ bytes }, encoding) => decodeText(bytes, encoding === undefined ? 'utf-8' : str(encoding)),
  hex: ({ bytes }) => bytes.toString('hex'),
  ...Object.fromEntries(Object.entries(CHANGES).map(([name, change]) => [name, changed(change)])),
  ...Object.fromEntries(
    Object.entries(CHECKS).map(([name, pattern]) => [
      name,
      ({ bytes }: Bytes) => pattern.test(bytes.toString('latin1')),
    ]),
  ),
}

const named: Readonly<Record<number, string>> = { 9: '\\t', 10: '\\n', 13: '\\r', 92: '\\\\' }

const byteText = (byte: number): string =>
  named[byte] ?? (byte < 32 || byte > 126 ? `\\x${byte.toString(16).padStart(2, '0')}` : String.fromCharCode(byte))
