/** Python packages of a host or of a virtual environment. */
import { type Query, query } from '../query.ts'
import { sh } from '../sh.ts'

export interface PipState {
  /** The pip to use, as shell words; undefined when there is none. */
  readonly pip: string | undefined
  /** True when the virtual environment is there. */
  readonly environment: boolean
  /** Versions by normalized names. */
  readonly packages: ReadonlyMap<string, string>
}

export interface PipRequest {
  readonly virtualenv: string | undefined
  readonly executable: string | undefined
}

/** Which pip there is, and what it has installed. */
export const pipState = ({ virtualenv, executable }: PipRequest): Query<PipState> =>
  query<PipState>({
    name: 'pip-state',
    key: `pip-state ${JSON.stringify([virtualenv, executable])}`,
    script: sh`LC_ALL=C; export LC_ALL
e=${virtualenv ?? ''} p=${executable ?? ''}
if [ -n "$e" ]; then [ -e "$e/bin/activate" ] || exit 0; p=$e/bin/pip
elif [ -z "$p" ]; then if command -v pip3 >/dev/null; then p=pip3
elif python3 -m pip --version >/dev/null 2>&1; then p='python3 -m pip'; else exit 0; fi; fi
printf '%s\n' "$p"
if [ -n "$e" ]; then "$p" list --format=freeze --disable-pip-version-check 2>/dev/null
else $p list --format=freeze --disable-pip-version-check 2>/dev/null; fi; :`,
    parse: ({ stdout }) => {
      const [pip, ...lines] = stdout.toString().split('\n')
      const pairs = lines.map((line) => line.split('==')).filter((pair) => pair.length === 2)
      return {
        pip: pip || undefined,
        environment: Boolean(pip),
        packages: new Map(pairs.map(([name = '', version = '']) => [normal(name), version])),
      }
    },
    lacks: ({ pip, environment }) => pip === undefined || !environment,
    overlay: (answer, effects) => {
      const prefix = `${virtualenv ?? ''} `
      const planned = effects.filter(
        (effect) => effect.kind === 'named' && effect.type === 'pip' && effect.name.startsWith(prefix),
      )
      const made =
        virtualenv !== undefined &&
        effects.some((effect) => effect.kind === 'path' && effect.path === virtualenv && effect.stat !== null)
      const installed = effects.some(
        (effect) => effect.kind === 'package' && /^python3-(pip|venv)$/.test(effect.name) && effect.version !== null,
      )
      if (planned.length === 0 && !made && !(installed && !answer.pip)) return answer
      const packages = new Map(answer.packages)
      for (const effect of planned) {
        if (effect.kind !== 'named') continue
        const [name = '', version = ''] = effect.name.slice(prefix.length).split('==')
        if (effect.value === 'absent') packages.delete(normal(name))
        else packages.set(normal(name), version)
      }
      return { pip: answer.pip ?? 'pip3', environment: answer.environment || made, packages }
    },
  })

const normal = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-')
