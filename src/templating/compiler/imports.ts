/** `include`, `import` and `from … import` to closures. */

import { Undefined, type Value } from '../../values.ts'
import type { FromImport, Import, Include } from '../parser/nodes.ts'
import { TemplateNotFound, TemplateTypeError, UndefinedError } from '../python/errors.ts'
import { str } from '../python/repr.ts'
import type { RenderContext } from '../runtime/context.ts'
import type { Frame } from '../runtime/frame.ts'
import { Output } from '../runtime/output.ts'
import { runTemplate } from '../runtime/run-template.ts'
import { TemplateModule } from '../runtime/template-module.ts'
import { type CompiledTemplate, NEXT, type Run } from './compiled.ts'
import type { CompileScope } from './scope.ts'
import { nameAssigner } from './targets.ts'

/** Writes another template's output. */
export const compileInclude = (statement: Include, scope: CompileScope): Run => {
  const name = scope.expression(statement.template)
  const place = scope.place(statement)
  const enter = entrance(statement.withContext, scope)
  return (frame, out) => {
    const wanted = name(frame)
    frame.context.run.at = place
    const template = find(frame.context, { wanted, ignoreMissing: statement.ignoreMissing })
    if (template !== undefined) runTemplate(enter(frame, template), out)
    return NEXT
  }
}

/** Makes the context an included or imported template runs in. */
const entrance = (withContext: boolean, scope: CompileScope) => {
  const readers = scope.readers()
  return (frame: Frame, template: CompiledTemplate): RenderContext => {
    const { context } = frame
    const locals = withContext ? context.visibleNames(frame, readers) : undefined
    return context.enter(template, { locals, withVariables: withContext && context.withVariables })
  }
}

const find = (
  context: RenderContext,
  { wanted, ignoreMissing }: { wanted: Value; ignoreMissing: boolean },
): CompiledTemplate | undefined => {
  const names = namesOf(wanted)
  for (const name of names) {
    try {
      return context.host.loadTemplate(name, context.template)
    } catch (error) {
      if (!(error instanceof TemplateNotFound)) throw error
    }
  }
  if (ignoreMissing) return undefined
  throw new TemplateNotFound(
    names.length === 1 ? names[0]! : `none of the templates given were found: ${names.join(', ')}`,
  )
}

const namesOf = (wanted: Value): string[] => {
  if (wanted instanceof Undefined) throw new UndefinedError(wanted)
  if (Array.isArray(wanted)) return wanted.map(str)
  if (typeof wanted === 'string') return [wanted]
  throw new TemplateTypeError('the name of a template must be a string or a list of strings')
}

/** Binds another template's macros and variables to a name. */
export const compileImport = (statement: Import, scope: CompileScope): Run => {
  const load = moduleLoader(statement, scope)
  const assign = nameAssigner(statement.target.value, scope)
  return (frame) => {
    assign(frame, load(frame))
    if (scope.isRoot) frame.context.exported?.delete(statement.target.value)
    return NEXT
  }
}

const moduleLoader = (statement: Import | FromImport, scope: CompileScope) => {
  const name = scope.expression(statement.template)
  const place = scope.place(statement)
  const enter = entrance(statement.withContext, scope)
  return (frame: Frame): TemplateModule => {
    const wanted = name(frame)
    frame.context.run.at = place
    const template = find(frame.context, { wanted, ignoreMissing: false })!
    const context = enter(frame, template)
    const out = new Output()
    runTemplate(context, out)
    return new TemplateModule(str(wanted), context, out.text)
  }
}

/** Binds single names of another template. */
export const compileFromImport = (statement: FromImport, scope: CompileScope): Run => {
  const load = moduleLoader(statement, scope)
  const names = statement.names.children.map(({ key, value }) => ({
    name: key.value,
    alias: value.value,
    assign: nameAssigner(value.value, scope),
  }))
  return (frame) => {
    const module = load(frame)
    for (const { name, alias, assign } of names) {
      const value = module.attribute(name)
      assign(frame, value === undefined ? notExported(module, name) : value)
      if (scope.isRoot) frame.context.exported?.delete(alias)
    }
    return NEXT
  }
}

const notExported = (module: TemplateModule, name: string): Undefined =>
  new Undefined(name, `the template '${module.name}' does not export the requested name '${name}'`)
