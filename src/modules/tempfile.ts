import { randomBytes } from 'node:crypto'
import { stat } from '../remote/queries/stat.ts'
import { sh } from '../remote/sh.ts'
import { dict, Unknown } from '../values.ts'
import { defineAction } from './kit/action.ts'
import { ModuleFailure } from './kit/change.ts'
import { choice, path, str } from './kit/option.ts'
import { expandedWord } from './shared/expand.ts'
import { pathInfo } from './shared/file-attributes.ts'

/** Makes a temporary file or directory that nothing else has. */
export default defineAction({
  name: 'tempfile',
  summary: 'Make a temporary file or directory.',
  options: {
    state: choice(['directory', 'file'], { default: 'file', help: 'What to make.' }),
    path: path({ help: "Where to make it; the host's directory for temporary files unless told." }),
    prefix: str({ default: 'ansible.', help: 'How its name starts.' }),
    suffix: str({ default: '', help: 'How its name ends.' }),
  },
  async run({ options, remote, environment }) {
    const name = `${options.prefix}${randomBytes(6).toString('hex').slice(0, 8)}${options.suffix}`
    const directory = options.path === undefined ? sh`$\{TMPDIR:-/tmp}` : expandedWord(options.path)
    const make = options.state === 'directory' ? sh`mkdir -m 700 -- "$f"` : sh`(umask 077; set -C; : >"$f")`
    const script = sh`d=${directory} n=${name}; f=$\{d%/}/$n; ${make} && printf %s "$f"`
    const [answer] = await remote.exchange([{ script }], { environment })
    if (answer?.status !== 0)
      throw new ModuleFailure(answer?.stderr.toString().trim() || 'could not make a temporary file')
    const made = answer.stdout.toString()
    const found = (await remote.ask({ found: stat(made) })).found
    return { result: dict({ changed: true, path: made, ...pathInfo(found) }) }
  },
  dryRun: ({ options }) => ({
    result: dict({ changed: true, path: new Unknown('the name of a temporary file'), state: options.state }),
  }),
})
