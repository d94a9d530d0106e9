/** `vars_prompt`: variables that a person is asked for. */
import { toBoolean } from '../../modules/kit/coerce.ts'
import type { Play, VarsPrompt } from '../../playbook/types.ts'
import { type Dict, Template, trusted, type Value } from '../../values.ts'
import type { Run } from '../run.ts'
import { answerTo } from '../tasks/answer-to.ts'
import { evaluateHostless } from './evaluate-hostless.ts'

/** Asks for each variable that the command line does not give already. */
export const promptVariables = async (run: Run, play: Play): Promise<Dict> => {
  const answers: Dict = new Map()
  for (const prompt of play.vars_prompt)
    if (!run.variables.run.extraVars.has(prompt.name)) answers.set(prompt.name, await ask({ run, play }, prompt))
  return answers
}

interface Asking {
  readonly run: Run
  readonly play: Play
}

const ask = async (asking: Asking, prompt: VarsPrompt): Promise<Value> => {
  const { run, play } = asking
  const evaluate = (value: Value | undefined): Value | undefined =>
    value === undefined ? undefined : evaluateHostless(run, value, { node: play })
  const text = String(evaluate(prompt.prompt) ?? prompt.name)
  const fallback = evaluate(prompt.default)
  const echo = toBoolean(evaluate(prompt.private) ?? true) === false
  const shown = fallback === undefined ? `${text}: ` : `${text} [${String(fallback)}]: `
  const answer = await answerTo(run, { text: shown, echo })
  // As text, like any other answer.
  if (answer === undefined) {
    run.emit({ type: 'notice', level: 'warning', message: 'Not prompting as we are not in interactive mode' })
    return fallback === undefined ? 'None' : String(fallback)
  }
  if (
    toBoolean(evaluate(prompt.confirm) ?? false) &&
    (await run.prompt({ text: `confirm ${shown}`, echo })) !== answer
  ) {
    run.emit({ type: 'notice', level: 'verbose', verbosity: 0, message: '***** VALUES ENTERED DO NOT MATCH ****' })
    return ask(asking, prompt)
  }
  const value = answer === '' && fallback !== undefined ? fallback : answer
  const encrypted = encrypt(run, prompt, String(value))
  return toBoolean(evaluate(prompt.unsafe) ?? false) ? encrypted : trusted(String(encrypted))
}

const encrypt = (run: Run, prompt: VarsPrompt, value: string): Value => {
  if (prompt.encrypt === undefined || prompt.encrypt === null) return value
  const { encrypt: scheme, salt, salt_size: size } = prompt
  const values = new Map<Value, Value>([
    ['value', value],
    ['scheme', scheme],
    ['salt', salt ?? null],
    ['size', size ?? null],
  ])
  const filter = 'value | password_hash(scheme, salt, salt_size=size)'
  return run.templar({ locals: values }).evaluate(new Template(`{{ ${filter} }}`, prompt.position))
}
