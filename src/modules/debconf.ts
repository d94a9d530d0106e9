import { debconf } from '../remote/queries/debconf.ts'
import { sh } from '../remote/sh.ts'
import { dict, type Value } from '../values.ts'
import { change, ModuleFailure } from './kit/change.ts'
import { defineModule } from './kit/module.ts'
import { bool, choice, raw, str } from './kit/option.ts'

interface Options {
  readonly question: string | undefined
  readonly vtype: string | undefined
  readonly value: Value | undefined
}

/** Sets what a package's configuration will not have to ask. */
export default defineModule({
  name: 'debconf',
  summary: 'Answer the questions that the configuration of a package asks.',
  options: {
    name: str({ required: true, aliases: ['pkg'], help: 'The package.' }),
    question: str({ aliases: ['selection', 'setting'], help: 'The question.' }),
    vtype: choice(
      ['boolean', 'error', 'multiselect', 'note', 'password', 'seen', 'select', 'string', 'text', 'title'],
      { help: 'The type of its value.' },
    ),
    value: raw({ aliases: ['answer'], help: 'The answer; of `multiselect` a list.' }),
    unseen: bool({ default: false, help: 'Leave the question to be asked.' }),
  },
  rules: { requiredTogether: [['question', 'vtype', 'value']] },
  inspect: ({ name, vtype, question }) => ({
    answers: debconf(name, { password: vtype === 'password' ? question : undefined }),
  }),
  *plan(options, { answers }) {
    const { question, vtype } = options
    if (question === undefined || vtype === undefined || !differs(options, answers)) return
    const value = textOf(options)
    const isPassword = vtype === 'password'
    yield change({
      summary: `set ${question}`,
      commands: [
        {
          script: sh`debconf-set-selections${options.unseen ? sh` -u` : sh``}`,
          stdin: Buffer.from(`${options.name} ${question} ${vtype} ${value}\n`),
        },
      ],
      effects: [{ kind: 'named', type: `debconf ${options.name}`, name: question, value }],
      diff: isPassword
        ? undefined
        : { before: dict({ [question]: answers.get(question) ?? '' }), after: dict({ [question]: value }) },
    })
  },
  returns: ({ options, before, changed }) => {
    const { answers } = before
    const { question } = options
    if (!changed || question === undefined) return dict({ msg: '', current: new Map(answers) })
    const previous = answers.get(question) ?? ''
    return dict({
      msg: '',
      current: dict({ [question]: textOf(options) }),
      previous: dict({ [question]: previous }),
    })
  },
})

const differs = (options: Options, answers: ReadonlyMap<string, string>): boolean => {
  const { question = '', vtype, value } = options
  const present = answers.get(question)
  const wanted = textOf(options)
  if (present === undefined) return true
  if (vtype === 'boolean') return present.toLowerCase() !== wanted
  if (vtype === 'multiselect' && Array.isArray(value)) return inOrder(present) !== inOrder(wanted)
  return present !== wanted
}

/** The value as debconf takes it. */
const textOf = ({ vtype, value = '' }: Options): string => {
  if (vtype === 'multiselect' && Array.isArray(value)) return value.map(itemText).sort().join(', ')
  const text = typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value ?? '')
  return vtype === 'boolean' ? text.toLowerCase() : text
}

const itemText = (item: Value): string => {
  if (typeof item === 'string') return item
  throw new ModuleFailure(`Invalid value provided for 'multiselect': ${String(item)} is no text`)
}

const inOrder = (list: string): string =>
  list
    .split(',')
    .map((item) => item.trim())
    .sort()
    .join(',')
