/** The name of a text's Python type, for `type_debug`: it tells where the text came from. */
import type { Expression } from '../parser/nodes.ts'
import type { Frame } from '../runtime/frame.ts'
import { isTextFilter, variablePath } from './keeps-text.ts'
import type { CompileScope } from './scope.ts'

/** Texts are `str` here whatever their origin; the reference has types for those of files, of hosts and of some filters. */
export const textType = (node: Expression | null, scope: CompileScope): ((frame: Frame) => string) => {
  if (node?.typename === 'Filter' && isTextFilter(node.name.value)) return () => 'NativeJinjaText'
  if (node?.typename === 'FunCall') return isLookup(node.name) ? () => 'AnsibleUnsafeText' : computed
  const path = node === null ? undefined : variablePath(node, scope)
  return path === undefined ? computed : (frame) => frame.context.host.textType(path)
}

const computed = (): string => 'str'

const isLookup = (target: Expression): boolean =>
  target.typename === 'Symbol' && (target.value === 'lookup' || target.value === 'query' || target.value === 'q')
