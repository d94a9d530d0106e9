/** Macros and call blocks to closures. */
import type * as nodes from '../parser/nodes.ts'
import type { Frame } from '../runtime/frame.ts'
import { Macro, type MacroCode } from '../runtime/macro.ts'
import { compileCall } from './calls.ts'
import { NEXT, type Run } from './compiled.ts'
import { keepsText } from './keeps-text.ts'
import { mentionsOutsideBlocks } from './mentions.ts'
import { compileName } from './names.ts'
import type { CompileScope } from './scope.ts'
import { nameAssigner } from './targets.ts'
import { workOf } from './work.ts'

/** Defines the macro when it is reached. */
export const compileMacro = (statement: nodes.Macro, scope: CompileScope): Run => {
  const code = macroCode(statement, scope)
  const assign = nameAssigner(statement.name.value, scope)
  return (frame) => {
    assign(frame, new Macro(code, frame))
    return NEXT
  }
}

const CALLER = ' caller'

/** Calls a macro with the block as its `caller`. */
export const compileCallBlock = (statement: nodes.CallBlock, scope: CompileScope): Run => {
  const inner = scope.inner(null, CALLER)
  const code = macroCode(statement.caller, scope)
  const call = compileCall(statement.call, inner, { caller: compileName(CALLER, inner) })
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

const macroCode = (source: nodes.Macro | nodes.Caller, scope: CompileScope): MacroCode => {
  const { parameters, defaults } = source.args
  const inner = scope.inner(source.body, ...parameters, 'caller', 'varargs', 'kwargs')
  const uses = (special: string): boolean =>
    !parameters.includes(special) && mentionsOutsideBlocks(source.body, special)
  return {
    name: source.name.value,
    parameters,
    defaults: defaults.children.map((value) => inner.expression(value)),
    run: inner.body(source.body),
    work: workOf(source.body),
    keepsText: keepsText(source.body, inner),
    frame: (parent: Frame) => inner.frame(parent),
    caller: uses('caller') ? inner.slot('caller') : undefined,
    varargs: uses('varargs') ? inner.slot('varargs') : undefined,
    kwargs: uses('kwargs') ? inner.slot('kwargs') : undefined,
  }
}
