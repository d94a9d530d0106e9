/** Macros and call blocks to closures. */
import type { Body, ExpressionOf, MacroSignature, StatementOf } from '../parser/nodes.ts'
import type { Frame } from '../runtime/frame.ts'
import { Macro, type MacroCode } from '../runtime/macro.ts'
import { NEXT, type Run } from './compiled.ts'
import { keepsText } from './keeps-text.ts'
import { mentions } from './mentions.ts'
import type { CompileScope } from './scope.ts'
import { nameAssigner } from './targets.ts'

/** Defines the macro when it is reached. */
export const compileMacro = (statement: StatementOf<'macro'>, scope: CompileScope): Run => {
  const code = macroCode(statement.name, statement, scope)
  const assign = nameAssigner(statement.name, scope)
  return (frame) => {
    assign(frame, new Macro(code, frame))
    return NEXT
  }
}

const CALLER = ' caller'

/** Calls a macro with the block as its `caller`. */
export const compileCallBlock = (statement: StatementOf<'call-block'>, scope: CompileScope): Run => {
  const inner = scope.inner([], CALLER)
  const code = macroCode('caller', statement, scope)
  const call = inner.expression(withCaller(statement.call))
  const place = scope.place(statement.call)
  return (frame, out) => {
    const own = inner.frame(frame)
    own.slots[0] = new Macro(code, frame)
    const value = call(own)
    frame.context.run.at = place
    out.write(value, frame.context.native)
    return NEXT
  }
}

const withCaller = (call: ExpressionOf<'call'>): ExpressionOf<'call'> => {
  const caller = { kind: 'name', name: CALLER, offset: call.offset, end: call.end } as const
  return { ...call, args: { ...call.args, keywords: [...call.args.keywords, ['caller', caller]] } }
}

const macroCode = (name: string, source: { signature: MacroSignature; body: Body }, scope: CompileScope): MacroCode => {
  const { parameters, defaults } = source.signature
  const inner = scope.inner(source.body, ...parameters, 'caller', 'varargs', 'kwargs')
  const uses = (special: string): boolean => !parameters.includes(special) && mentions(source.body, special)
  return {
    name,
    parameters,
    defaults: defaults.map((value) => inner.expression(value)),
    run: inner.body(source.body),
    keepsText: keepsText(source.body, inner),
    frame: (parent: Frame) => inner.frame(parent),
    caller: uses('caller') ? inner.slot('caller') : undefined,
    varargs: uses('varargs') ? inner.slot('varargs') : undefined,
    kwargs: uses('kwargs') ? inner.slot('kwargs') : undefined,
  }
}
