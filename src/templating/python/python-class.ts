/** What `value.__class__` gives. */
import type { Value } from '../../values.ts'
import { PythonObject } from './object.ts'
import { typeName } from './type-name.ts'

/** The type of a value: it can be named and compared, and leads nowhere else. */
export class PythonClass extends PythonObject {
  override readonly typeName = 'type'
  readonly name: string

  constructor(value: Value) {
    super()
    this.name = typeName(value)
  }

  override repr(): string {
    return `<class '${this.name}'>`
  }

  override attribute(name: string): Value | undefined {
    return name === '__name__' ? this.name : undefined
  }

  override equals(other: Value): boolean {
    return other instanceof PythonClass && other.name === this.name
  }

  override hashKey(): unknown {
    return `class ${this.name}`
  }
}
