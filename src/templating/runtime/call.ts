/** Calling a value. */
import { Undefined, Unknown, type Value } from '../../values.ts'
import type { Arguments, CallContext, Keywords } from '../plugin.ts'
import { TemplateTypeError, UndefinedError } from '../python/errors.ts'
import { PythonObject } from '../python/object.ts'
import { typeName } from '../python/type-name.ts'

/** `callable(*args, **kwargs)`; raises Python's TypeError when it is not callable. */
export const callValue = (
  context: CallContext,
  callable: Value,
  { args, kwargs }: { args: Arguments; kwargs: Keywords },
): Value => {
  if (callable instanceof PythonObject && callable.call !== undefined) return callable.call(context, args, kwargs)
  if (callable instanceof Undefined) throw new UndefinedError(callable)
  if (callable instanceof Unknown) return callable
  throw new TemplateTypeError(`'${typeName(callable)}' object is not callable`)
}
