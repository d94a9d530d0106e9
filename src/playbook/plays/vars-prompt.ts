import { userError } from '../../errors.ts'
import { pythonType } from '../../util/python-type.ts'
import { didYouMean } from '../../util/suggest.ts'
import { type Dict, isDict, type Value } from '../../values.ts'
import { runError } from '../run-error.ts'
import { keyPosition, valuePosition } from '../source.ts'
import type { VarsPrompt } from '../types.ts'

/** The questions of a play's `vars_prompt`: a list of mappings, or one mapping. */
export const readVarsPrompt = (play: Dict): readonly VarsPrompt[] => {
  const value = play.get('vars_prompt')
  if (value === undefined || value === null) return []
  const position = valuePosition(play, 'vars_prompt')!
  const questions = Array.isArray(value) ? value : [value]
  return questions.map((question, index) => {
    const at = (Array.isArray(value) ? valuePosition(value, index) : undefined) ?? position
    if (!isDict(question))
      throw runError(`Invalid vars_prompt data structure, found a ${pythonType(question)} instead of a dictionary`, at)
    if (!question.has('name')) throw userError("Invalid vars_prompt data structure, missing 'name' key", at)
    for (const key of question.keys()) if (!keys.includes(key as string)) throw unsupported(question, key)
    const rest: Record<string, Value> = {}
    for (const [key, option] of question) if (key !== 'name') rest[key as string] = option
    return { position: at, name: String(question.get('name')), ...rest }
  })
}

const keys = ['name', 'prompt', 'default', 'private', 'confirm', 'encrypt', 'salt_size', 'salt', 'unsafe']

const unsupported = (question: Dict, key: Value): Error =>
  userError(
    `Invalid vars_prompt data structure, found unsupported key '${String(key)}'`,
    keyPosition(question, key),
    didYouMean(String(key), keys),
  )
