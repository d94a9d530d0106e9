/** Python's `bytes`, as far as templates meet them. */
import type { Value } from '../../values.ts'
import { PythonObject } from './object.ts'

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

  /** Ansible prints bytes as the text they are. */
  override str(): string {
    return this.bytes.toString('utf8')
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

const named: Readonly<Record<number, string>> = { 9: '\\t', 10: '\\n', 13: '\\r', 92: '\\\\' }

const byteText = (byte: number): string =>
  named[byte] ?? (byte < 32 || byte > 126 ? `\\x${byte.toString(16).padStart(2, '0')}` : String.fromCharCode(byte))
