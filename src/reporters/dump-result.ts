import { dumpJson } from '../util/python-json.ts'
import { type Dict, isDict, isNumber, type Value } from '../values.ts'
import { itemLabel } from './item-label.ts'
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
  if (options.resultFormat === 'debug') return debugResult(kept, options)
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

const TEXTS = ['stdout', 'stderr', 'msg', 'module_stdout', 'module_stderr']

/** The result without its texts, which follow it under headings. */
const debugResult = (result: Dict, options: DumpOptions): string => {
  const isText = (key: Value): boolean => TEXTS.includes(String(key).replace(/^(stdout|stderr)_lines$/, '$1'))
  const rest = new Map([...result].filter(([key]) => !isText(key)))
  const texts = TEXTS.flatMap((key) => {
    const text = itemLabel(result.get(key) ?? '')
    return text === '' ? [] : [`\n\n${key.toUpperCase()}:\n\n${text}\n`]
  })
  return dumpResult(rest, { ...options, resultFormat: 'json', indent: 4 }) + texts.join('')
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
