import { dumpJson } from '../util/python-json.ts'
import { type Dict, isDict, isNumber, type Value } from '../values.ts'
import type { ReporterOptions } from './options.ts'
import { withoutInternal } from './shown.ts'
import { yamlText } from './yaml-result.ts'

export interface DumpOptions extends Pick<ReporterOptions, 'verbosity' | 'resultFormat' | 'prettyResults'> {
  readonly indent?: number | undefined
}

/** A result as text: JSON on one line, or over several from `-vvv` and for what asks for it; or YAML. */
export const dumpResult = (result: Dict, options: DumpOptions): string => {
  const kept = abridged(result, options.verbosity)
  const indent = indentOf(result, options)
  if (options.resultFormat === 'yaml') return yamlResult(kept, indent, options.prettyResults)
  if (!hasMixedKeys(kept)) return dumpJson(kept, { indent, sortKeys: true, ensureAscii: false })
  const sorted = [...kept].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))
  return dumpJson(new Map(sorted), { indent, ensureAscii: false })
}

/** Pretty YAML leaves out the lines of an output that is shown already. */
const yamlResult = (result: Dict, indent: number | undefined, pretty: boolean | undefined): string => {
  const lossy = pretty !== false
  for (const output of lossy ? ['stdout', 'stderr'] : [])
    if (result.has(output) && result.has(`${output}_lines`)) result.set(`${output}_lines`, '<omitted>')
  return `\n${yamlText(result, { indent, lossy })}`
}

/** Keys of different types have no order in Python: then only the outermost are sorted. */
const hasMixedKeys = (value: Value): boolean => {
  if (Array.isArray(value)) return value.some(hasMixedKeys)
  if (!isDict(value)) return false
  return new Set([...value.keys()].map(kindOf)).size > 1 || [...value.values()].some(hasMixedKeys)
}

const kindOf = (key: Value): string => (typeof key === 'boolean' || isNumber(key) ? 'number' : typeof key)

const indentOf = (result: Dict, options: DumpOptions): number | undefined => {
  if (options.prettyResults === false) return undefined
  const always =
    result.get('_ansible_verbose_always') === true ||
    options.prettyResults === true ||
    options.resultFormat === 'yaml' ||
    options.verbosity > 2
  return always && !options.indent ? 4 : options.indent
}

const abridged = (result: Dict, verbosity: number): Dict => {
  const kept = withoutInternal(result) as Dict
  if (verbosity < 3) {
    kept.delete('invocation')
    kept.delete('diff')
  }
  kept.delete('exception')
  return kept
}
