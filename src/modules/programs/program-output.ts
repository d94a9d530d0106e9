/** What a module that is a program printed, as the result of its task. */
import type { Answer } from '../../remote/answer.ts'
import { parseJson } from '../../util/parse-json.ts'
import { type Dict, dict, isDict, type Value } from '../../values.ts'
import { withLines } from '../shared/with-lines.ts'

/**
 * The result: the JSON object in what was printed. Lines before it are left out, those after it with a warning. What
 * holds no object is a failure that tells all that was printed.
 */
export const programResult = (answer: Answer): Dict => {
  const printed = answer.stdout.toString('utf8')
  const found = jsonObject(printed)
  if (found === undefined) return crashed(answer, printed)
  const result = withLines(cleaned(found.value))
  // Only what runs in the background tells of it.
  if (answer.stderr.length > 0) result.set('_ansible_stderr', answer.stderr.toString('utf8'))
  const after = found.after.trim()
  if (after !== '')
    result.set('warnings', [...warningsIn(result), `Module invocation had junk after the JSON data: ${after}`])
  return result
}

const warningsIn = (result: Dict): readonly Value[] => {
  const warnings = result.get('warnings')
  return Array.isArray(warnings) ? warnings : []
}

interface Found {
  readonly value: Dict
  readonly after: string
}

/** From the first line that begins with `{` to the last that ends with `}`. */
const jsonObject = (printed: string): Found | undefined => {
  const lines = printed.split(/\r?\n/)
  const start = lines.findIndex((line) => line.trimStart().startsWith('{'))
  const end = lines.findLastIndex((line) => line.trimEnd().endsWith('}'))
  if (start < 0 || end < start) return undefined
  const value = parsed(lines.slice(start, end + 1).join('\n'))
  return isDict(value) ? { value, after: lines.slice(end + 1).join('\n') } : undefined
}

const parsed = (text: string): Value => {
  try {
    return parseJson(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Without what is between modules and Ansible only; the name of a loop's results is kept for those. */
const cleaned = (value: Dict): Dict => {
  const result = withoutInternal(value) as Dict
  const results = result.get('results')
  if (results === undefined || Array.isArray(results)) return result
  result.delete('results')
  return result.set('ansible_module_results', results)
}

const withoutInternal = (value: Value): Value => {
  if (Array.isArray(value)) return value.map(withoutInternal)
  if (!isDict(value)) return value
  const shown = [...value].filter(([key]) => !String(key).startsWith('_ansible_'))
  return new Map(shown.map(([key, item]) => [key, withoutInternal(item)]))
}

const crashed = ({ stderr, status }: Answer, printed: string): Dict => {
  const errors = stderr.toString('utf8')
  const exception = [errors, printed].find((text) => text.startsWith('Traceback'))
  return dict({
    failed: true,
    changed: false,
    module_stdout: printed,
    module_stderr: errors,
    rc: status,
    ...(exception === undefined ? {} : { exception }),
    msg: `${reason(errors, status)}\nSee stdout/stderr for the exact error`,
  })
}

const reason = (errors: string, status: number): string => {
  const [, unknown] = /^(?:Import|ModuleNotFound)Error: (.*\bansible[._].*)$/m.exec(errors) ?? []
  if (unknown !== undefined)
    return `MODULE FAILURE: the module imports what runbook's library for Python does not have: ${unknown}`
  const noInterpreter = status === 127 || /bad interpreter|: not found|No such file or directory/.test(errors)
  return noInterpreter && status > 125
    ? 'The module failed to execute correctly, you probably need to set the interpreter.'
    : 'MODULE FAILURE'
}
