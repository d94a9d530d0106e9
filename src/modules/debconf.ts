import { debconf } from '../remote/queries/debconf.ts'
import { sh } from '../remote/sh.ts'
import { dict } from '../values.ts'
import { change } from './kit/change.ts'
import { defineModule } from './kit/module.ts'
import { bool, choice, str } from './kit/option.ts'

interface Options {
  readonly question: string | undefined
  readonly vtype: string | undefined
  readonly value: string | undefined
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
    value: str({ aliases: ['answer'], help: 'The answer.' }),
    unseen: bool({ default: false, help: 'Leave the question to be asked.' }),
  },
  rules: { requiredTogether: [['question', 'vtype', 'value']] },
  inspect: ({ name }) => ({ answers: debconf(name) }),
  *plan(options, { answers }) {
    const { question, vtype, value = '' } = options
    if (question === undefined || vtype === undefined || !differs(options, answers)) return
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
      current: dict({ [question]: options.value ?? '' }),
      previous: dict({ [question]: previous }),
    })
  },
})

/** Passwords are not shown, so they are set always. */
const differs = ({ question = '', vtype, value = '' }: Options, answers: ReadonlyMap<string, string>): boolean => {
  const present = answers.get(question)
  if (present === undefined || vtype === 'password') return true
  if (vtype === 'boolean') return present.toLowerCase() !== value.toLowerCase()
  if (vtype === 'multiselect') return normal(present) !== normal(value)
  return present !== value
}

const normal = (list: string): string =>
  list
    .split(',')
    .map((item) => item.trim())
    .sort()
    .join(',')
