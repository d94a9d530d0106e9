import { UserError, userError } from '../errors.ts'
import { parseJson } from '../util/parse-json.ts'
import type { Value } from '../values.ts'
import { compose } from './compose.ts'
import { type ConstructOptions, construct } from './construct.ts'
import type { YamlNode } from './node.ts'
import { readPlainYaml } from './read.ts'
import { SourceText } from './source-text.ts'

/** How to read a YAML text. */
export interface YamlOptions extends ConstructOptions {
  /** The file's name, for positions. */
  readonly file: string
}

/**
 * The value of a YAML text, by YAML 1.1's rules as Ansible applies them: mappings are Maps, strings with `{{`, `{%` or
 * `{#` are Templates. An empty text is null.
 */
export const loadYaml = (text: string, options: YamlOptions): Value => {
  const source = sourceText(text, options)
  const [first, second] = readDocuments(source)
  if (second) {
    throw userError('one YAML document was expected, and a second begins here', source.position(second.offset))
  }
  return first ? construct(source, first, { json: isJson(text), ...options }) : null
}

/** The values of all documents of a YAML text. */
export const loadYamlDocuments = (text: string, options: YamlOptions): Value[] => {
  const source = sourceText(text, options)
  return readDocuments(source).map((root) => construct(source, root, options))
}

/** True for YAML of the kind that people write, without a mistake; a quick look. */
export const isPlainYaml = (text: string): boolean => readPlainYaml(text) !== undefined

/** True for a text that is JSON: then its numbers are JSON's, as Ansible tries JSON first. */
const isJson = (text: string): boolean => /^\s*[{[]/.test(text) && (isStrictJson(text) || hasPythonNumbers(text))

const isStrictJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** True for JSON with numbers that only Python's reader takes. */
const hasPythonNumbers = (text: string): boolean => /\b(?:NaN|Infinity)\b/.test(text) && jsonMistake(text) === undefined

const readDocuments = (source: SourceText): YamlNode[] => readPlainYaml(source.text) ?? composed(source)

/** A text that begins like JSON was perhaps meant to be some: then the mistake is told from both points of view. */
const composed = (source: SourceText): YamlNode[] => {
  try {
    return compose(source)
  } catch (error) {
    const json = error instanceof UserError && /^\s*[{[]/.test(source.text) ? jsonMistake(source.text) : undefined
    if (!(error instanceof UserError) || json === undefined) throw error
    const { message, ...place } = error.diagnostic
    const both = `We were unable to read either as JSON nor YAML, these are the errors we got from each:\nJSON: ${json}\n\n${message}`
    throw new UserError({ ...place, message: both }, error.exitStatus)
  }
}

const jsonMistake = (text: string): string | undefined => {
  try {
    parseJson(text)
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

const sourceText = (text: string, { file }: YamlOptions): SourceText =>
  new SourceText(file, text.startsWith('\uFEFF') ? text.slice(1) : text)
