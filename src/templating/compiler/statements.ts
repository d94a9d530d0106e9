/** Statements to closures. */

import type { Body, Statement, StatementOf } from '../parser/nodes.ts'
import { truth } from '../python/truth.ts'
import { Frame } from '../runtime/frame.ts'
import { Output } from '../runtime/output.ts'
import { compileBlock, compileExtends } from './blocks.ts'
import { BREAK, CONTINUE, type Evaluate, NEXT, type Run } from './compiled.ts'
import { compileExpression } from './expressions.ts'
import { compileFromImport, compileImport, compileInclude } from './imports.ts'
import { keepsText } from './keeps-text.ts'
import { compileFor } from './loops.ts'
import { compileCallBlock, compileMacro } from './macros.ts'
import type { CompileScope } from './scope.ts'
import { assigner } from './targets.ts'

/** The closure that runs the statements of a body in a scope. */
export const compileBody = (body: Body, scope: CompileScope): Run => {
  const steps = body.map((statement) => atTopLevel(statement, compileStatement(statement, scope), scope))
  const [first, second] = steps
  if (first === undefined) return () => NEXT
  if (second === undefined) return first
  return (frame, out) => {
    for (const step of steps) {
      const signal = step(frame, out)
      if (signal !== NEXT) return signal
    }
    return NEXT
  }
}

/** In a template that extends another, what stands outside of blocks runs but prints nothing. */
const atTopLevel = (statement: Statement, run: Run, scope: CompileScope): Run => {
  if (!scope.isRoot || !scope.unit.extends || statement.kind === 'extends') return run
  return (frame, out) => {
    if (frame.context.parentTemplate === undefined) return run(frame, out)
    return statement.kind === 'block' ? NEXT : run(frame, new Output())
  }
}

const compileStatement = (statement: Statement, scope: CompileScope): Run => {
  switch (statement.kind) {
    case 'data':
      return compileData(statement, scope)
    case 'output':
      return compileOutput(statement, scope)
    case 'if':
      return compileIf(statement, scope)
    case 'for':
      return compileFor(statement, scope)
    case 'set':
      return compileSet(statement, scope)
    case 'set-block':
      return compileSetBlock(statement, scope)
    case 'with':
      return compileWith(statement, scope)
    case 'macro':
      return compileMacro(statement, scope)
    case 'call-block':
      return compileCallBlock(statement, scope)
    case 'filter-block':
      return compileFilterBlock(statement, scope)
    case 'autoescape':
      return compileAutoescape(statement, scope)
    case 'block':
      return compileBlock(statement, scope)
    case 'extends':
      return compileExtends(statement, scope)
    case 'include':
      return compileInclude(statement, scope)
    case 'import':
      return compileImport(statement, scope)
    case 'from-import':
      return compileFromImport(statement, scope)
    case 'do':
      return compileDo(statement, scope)
    case 'break':
      return () => BREAK
    case 'continue':
      return () => CONTINUE
  }
}

const compileData = (statement: StatementOf<'data'>, scope: CompileScope): Run => {
  const { newlineSequence } = scope.unit.syntax
  const text = newlineSequence === '\n' ? statement.text : statement.text.replaceAll('\n', newlineSequence)
  return (_frame, out) => {
    out.data(text)
    return NEXT
  }
}

const compileOutput = (statement: StatementOf<'output'>, scope: CompileScope): Run => {
  const expression = compileExpression(statement.expression, scope)
  const place = scope.place(statement.expression)
  return (frame, out) => {
    const value = expression(frame)
    const { context } = frame
    context.run.at = place
    if (context.autoescape) out.writeEscaped(value)
    else out.write(value, context.native)
    return NEXT
  }
}

const compileIf = (statement: StatementOf<'if'>, scope: CompileScope): Run => {
  const branches = statement.branches.map(({ test, body }) => ({
    test: compileTruth(compileExpression(test, scope), scope.place(test)),
    run: compileBody(body, scope),
  }))
  const otherwise = compileBody(statement.else, scope)
  return (frame, out) => {
    for (const { test, run } of branches) if (test(frame)) return run(frame, out)
    return otherwise(frame, out)
  }
}

const compileTruth =
  (expression: Evaluate, place: ReturnType<CompileScope['place']>) =>
  (frame: Frame): boolean => {
    const value = expression(frame)
    if (typeof value === 'boolean') return value
    frame.context.run.at = place
    return truth(value)
  }

const compileSet = (statement: StatementOf<'set'>, scope: CompileScope): Run => {
  const value = compileExpression(statement.value, scope)
  const assign = assigner(statement.target, scope)
  const place = scope.place(statement.value)
  return (frame) => {
    const assigned = value(frame)
    frame.context.run.at = place
    assign(frame, assigned)
    return NEXT
  }
}

const compileSetBlock = (statement: StatementOf<'set-block'>, scope: CompileScope): Run => {
  const assign = assigner(statement.target, scope)
  const buffered = compileBuffered(statement, scope)
  return (frame) => {
    assign(frame, buffered(frame))
    return NEXT
  }
}

/** A body run into a buffer in a scope of its own, its result put through filters; slot 0 holds what they filter. */
const compileBuffered = (statement: StatementOf<'set-block' | 'filter-block'>, scope: CompileScope): Evaluate => {
  const inner = scope.inner(statement.body, ' value')
  const body = compileBody(statement.body, inner)
  const filter = statement.filter === undefined ? undefined : compileExpression(statement.filter, inner)
  const literal = keepsText(statement.body, inner)
  return (frame) => {
    const own = new Frame(frame.context, frame, inner.size)
    const out = new Output()
    body(own, out)
    const result = frame.context.finish(out, literal?.(own) ?? false)
    if (filter === undefined) return result
    own.slots[0] = result
    return filter(own)
  }
}

const compileFilterBlock = (statement: StatementOf<'filter-block'>, scope: CompileScope): Run => {
  const buffered = compileBuffered(statement, scope)
  return (frame, out) => {
    out.write(buffered(frame), frame.context.native)
    return NEXT
  }
}

const compileWith = (statement: StatementOf<'with'>, scope: CompileScope): Run => {
  const inner = scope.inner(statement.body)
  const bindings = statement.bindings.map(([target, value]) => ({
    value: compileExpression(value, scope),
    assign: assigner(target, inner),
  }))
  const body = compileBody(statement.body, inner)
  return (frame, out) => {
    const own = new Frame(frame.context, frame, inner.size)
    for (const { value, assign } of bindings) assign(own, value(frame))
    return body(own, out)
  }
}

const compileAutoescape = (statement: StatementOf<'autoescape'>, scope: CompileScope): Run => {
  const enabled = compileExpression(statement.enabled, scope)
  const body = compileBody(statement.body, scope)
  return (frame, out) => {
    const { context } = frame
    const before = context.autoescape
    context.autoescape = truth(enabled(frame))
    try {
      return body(frame, out)
    } finally {
      context.autoescape = before
    }
  }
}

const compileDo = (statement: StatementOf<'do'>, scope: CompileScope): Run => {
  const expression = compileExpression(statement.expression, scope)
  return (frame) => {
    expression(frame)
    return NEXT
  }
}
