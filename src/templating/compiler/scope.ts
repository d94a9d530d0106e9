/** Which frame holds which name, settled at compile time. */
import type { Value } from '../../values.ts'
import type { TemplatingEnvironment } from '../environment.ts'
import { type Body, type Expression, endOf, type If, type Statement, type Target } from '../parser/nodes.ts'
import type { Node } from '../parser/nunjucks.ts'
import type { Syntax } from '../parser/settings.ts'
import { Frame } from '../runtime/frame.ts'
import type { Place } from '../runtime/place.ts'
import type { CompiledTemplate, Evaluate, Run } from './compiled.ts'

/** What all of a template's compilation shares. */
export interface Unit {
  readonly template: CompiledTemplate
  readonly settings: TemplatingEnvironment
  readonly syntax: Syntax
  readonly extends: boolean
  readonly compileExpression: (node: Expression, scope: CompileScope) => Evaluate
  readonly compileBody: (body: Body, scope: CompileScope) => Run
}

/** A scope of the template: it becomes a {@link Frame} when it runs. */
export class CompileScope {
  readonly unit: Unit
  readonly parent: CompileScope | undefined
  /** Not there before the first name: the top level of a template has none. */
  #slots: Map<string, number> | undefined
  #size = 0

  constructor(unit: Unit, parent?: CompileScope) {
    this.unit = unit
    this.parent = parent
  }

  /** The top level keeps its names in the context, where includes, imports and blocks find them. */
  get isRoot(): boolean {
    return this.parent === undefined
  }

  get size(): number {
    return this.#size
  }

  /** The slot of a name of this scope, made when it is new. */
  declare(name: string): number {
    this.#slots ??= new Map()
    let slot = this.#slots.get(name)
    if (slot === undefined) {
      slot = this.#size++
      this.#slots.set(name, slot)
    }
    return slot
  }

  slot(name: string): number | undefined {
    return this.#slots?.get(name)
  }

  /** A scope inside this one that holds what the body assigns. */
  inner(body: Body | null, ...names: string[]): CompileScope {
    const scope = new CompileScope(this.unit, this)
    for (const name of names) scope.declare(name)
    if (body !== null) for (const name of assignedNames(body)) scope.declare(name)
    return scope
  }

  /** The code of an expression in this scope. */
  expression(node: Expression): Evaluate {
    return this.unit.compileExpression(node, this)
  }

  /** The code of statements in this scope. */
  body(body: Body): Run {
    return this.unit.compileBody(body, this)
  }

  /** A new frame of this scope, inside a frame of its parent. */
  frame(parent: Frame): Frame {
    return new Frame(parent.context, parent, this.#size)
  }

  /** Where a name may be, innermost first. */
  candidates(name: string): { depth: number; slot: number }[] {
    const found: { depth: number; slot: number }[] = []
    let depth = 0
    for (let scope: CompileScope | undefined = this; scope !== undefined && !scope.isRoot; scope = scope.parent) {
      const slot = scope.slot(name)
      if (slot !== undefined) found.push({ depth, slot })
      depth++
    }
    return found
  }

  /** Readers of every name of the scopes around, outermost first, for included templates. */
  readers(): (readonly [string, (frame: Frame) => Value | undefined])[] {
    const readers: (readonly [string, (frame: Frame) => Value | undefined])[] = []
    let depth = 0
    for (let scope: CompileScope | undefined = this; scope !== undefined && !scope.isRoot; scope = scope.parent) {
      for (const [name, slot] of scope.#slots ?? []) readers.unshift([name, slotReader(depth, slot)])
      depth++
    }
    return readers
  }

  /** Where a node stands in the template. */
  place(node: Node): Place {
    return { template: this.unit.template, offset: this.unit.template.offsetOf(node), end: endOf(node) }
  }
}

const slotReader =
  (depth: number, slot: number) =>
  (frame: Frame): Value | undefined => {
    let at = frame
    for (let i = 0; i < depth; i++) at = at.parent!
    return at.slots[slot]
  }

/** The names that statements assign in the scope they stand in; what opens a scope of its own keeps its names. */
export const assignedNames = (body: Body): string[] => body.children.flatMap(namesOf)

const namesOf = (statement: Statement): string[] => {
  switch (statement.typename) {
    case 'Set':
    case 'SetBlock':
      return targetNames(statement.targets)
    case 'Macro':
      return [statement.name.value]
    case 'Import':
      return [statement.target.value]
    case 'FromImport':
      return statement.names.children.map(({ value }) => value.value)
    case 'If':
      return [...assignedNames(statement.body), ...assignedOtherwise(statement.else_)]
    case 'Autoescape':
      return assignedNames(statement.body)
    default:
      return []
  }
}

const assignedOtherwise = (otherwise: Body | If | null): string[] => {
  if (otherwise === null) return []
  return otherwise.typename === 'If' ? namesOf(otherwise) : assignedNames(otherwise)
}

/** The plain names in a target. */
export const targetNames = (target: Target): string[] => {
  if (target.typename === 'Symbol') return [target.value]
  return target.typename === 'Tuple' ? target.children.flatMap(targetNames) : []
}
