import type { Effect } from '../remote/effect.ts'
import { type Query, query } from '../remote/query.ts'
import { sh } from '../remote/sh.ts'
import { dict } from '../values.ts'
import { change, ModuleFailure } from './kit/change.ts'
import { defineModule } from './kit/module.ts'
import { choice, str } from './kit/option.ts'

/** Sets what dpkg is to do with packages: hold them, for one. */
export default defineModule({
  name: 'dpkg_selections',
  summary: 'Set what dpkg is to do with a package: hold it, for one.',
  options: {
    name: str({ required: true, help: 'The package.' }),
    selection: choice(['install', 'hold', 'deinstall', 'purge'], { required: true, help: 'What is to become of it.' }),
  },
  inspect: ({ name }) => ({ present: selectionOf(name) }),
  *plan({ name, selection }, { present }) {
    if (present === 'no dpkg') throw new ModuleFailure('Failed to find required executable "dpkg"')
    if (present === 'not present') {
      throw new ModuleFailure(`Failed to find package '${name}' to perform selection '${selection}'.`)
    }
    if (present === selection) return
    yield change({
      summary: `set ${name} to ${selection}`,
      commands: [{ script: sh`dpkg --set-selections`, stdin: Buffer.from(`${name} ${selection}\n`) }],
      effects: [{ kind: 'named', type, name, value: selection }],
      diff: { before: `${present}\n`, after: `${selection}\n`, before_header: name, after_header: name },
    })
  },
  returns: ({ options, before }) => dict({ before: before.present, after: options.selection }),
})

const type = 'dpkg-selection'

/** The present selection; words with a blank say why there is none. */
const selectionOf = (name: string): Query<string> =>
  query<string>({
    name: 'dpkg-selection',
    key: `dpkg-selection ${name}`,
    script: sh`command -v dpkg >/dev/null 2>&1 || { echo 'no dpkg'; exit 0; }
LC_ALL=C dpkg --get-selections ${name} 2>/dev/null`,
    parse: ({ stdout }) => {
      const line = stdout.toString().split('\n')[0] ?? ''
      return line === 'no dpkg' ? line : (line.split(/\s+/)[1] ?? 'not present')
    },
    overlay: (answer, effects) => effects.reduce((seen, effect) => planned(seen, effect, name), answer),
  })

const planned = (answer: string, effect: Effect, name: string): string => {
  if (effect.kind === 'named' && effect.type === type && effect.name === name) return String(effect.value)
  if (effect.kind !== 'package' || effect.name !== name) return answer
  return effect.version === null ? 'deinstall' : answer === 'hold' ? answer : 'install'
}
