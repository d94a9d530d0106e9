import type { Answer } from '../remote/answer.ts'
import { type InitScript, initScript } from '../remote/queries/init-script.ts'
import { ShellScript, sh } from '../remote/sh.ts'
import { type Dict, dict, type Value } from '../values.ts'
import { change, ModuleFailure, type Planned, warning } from './kit/change.ts'
import { defineModule } from './kit/module.ts'
import { bool, choice, int, list, str } from './kit/option.ts'

interface Options {
  readonly name: string
  readonly state: 'reloaded' | 'restarted' | 'started' | 'stopped' | undefined
  readonly enabled: boolean | undefined
  readonly sleep: number
  readonly runlevels: readonly string[] | undefined
  readonly arguments: string | undefined
  readonly daemonize: boolean
}

/** Starts, stops and enables services through their init scripts. */
export default defineModule({
  name: 'sysvinit',
  summary: 'Start, stop and enable services through their init scripts.',
  options: {
    name: str({ required: true, aliases: ['service'], help: 'The service.' }),
    state: choice(['started', 'stopped', 'restarted', 'reloaded'], { help: 'What it is to do.' }),
    enabled: bool({ help: 'Whether it starts with the host.' }),
    sleep: int({ default: 1, help: 'Seconds between stop and start.' }),
    pattern: str({ help: 'A text that `ps` shows where it runs, instead of asking the script.' }),
    arguments: str({ aliases: ['args'], help: 'Arguments for the script.' }),
    runlevels: list(str(), { help: 'The runlevels to enable or disable it in.' }),
    daemonize: bool({ default: false, help: 'Start it apart from the task.' }),
  },
  rules: { requiredOneOf: [['state', 'enabled']] },
  inspect: ({ name, pattern }) => ({ script: initScript(name, pattern) }),
  *plan(options, { script }): Iterable<Planned> {
    if (!script.found) throw new ModuleFailure(`Could not find the requested service ${options.name}: `)
    if (script.guessed !== undefined) yield warning(script.guessed)
    if (enabling(options, script)) {
      yield change({
        summary: `${options.enabled ? 'enable' : 'disable'} service ${options.name}`,
        commands: [enableCommand(options, script)],
        effects: [{ kind: 'unit', name: options.name, enabled: options.enabled === true }],
        diff: told(options.name, options.enabled ? ['disabled', 'enabled'] : ['enabled', 'disabled']),
        failure: (answer) => failure('enable', options, answer),
      })
    }
    const verb = verbOf(options, script)
    if (verb === undefined) return
    yield change({
      summary: `${verb} service ${options.name}`,
      commands: [stateCommand(options, verb)],
      effects: [{ kind: 'unit', name: options.name, state: verb === 'stop' ? 'stopped' : 'started' }],
      diff: told(options.name, [script.running ? 'started' : 'stopped', options.state as string]),
      failure: (answer) => failure(verb, options, answer),
    })
  },
  returns: ({ options, before: { script }, outputs }) => {
    const answers = [...(outputs ?? [])]
    const enabled = outcome(enabling(options, script), answers)
    if (options.runlevels) enabled.set('runlevels', [...options.runlevels])
    const state = outcome(verbOf(options, script) !== undefined, answers)
    // The reference's own result has the name of no state as well.
    const status = new Map<Value, Value>([
      ['enabled', enabled],
      [options.state ?? 'null', state],
    ])
    return dict({ name: options.name, status })
  },
})

const told = (name: string, [before, after]: readonly [string, string]) => ({
  before: `${before}\n`,
  after: `${after}\n`,
  before_header: name,
  after_header: name,
})

const enabling = ({ enabled, runlevels }: Options, { levels }: InitScript): boolean => {
  if (enabled === undefined) return false
  return runlevels ? runlevels.some((one) => levels.has(one) !== enabled) : levels.size > 0 !== enabled
}

/** What the script is told; it can always be told to reload. */
const verbOf = ({ state }: Options, { running }: InitScript): string | undefined => {
  if (state === 'started') return running ? undefined : 'start'
  if (state === 'stopped') return running ? 'stop' : undefined
  return state === undefined ? undefined : state.replace(/ed$/, '')
}

const enableCommand = ({ name, enabled, runlevels = [] }: Options, { tool }: InitScript): ShellScript => {
  if (tool === undefined) throw new ModuleFailure(`Neither update-rc.d nor chkconfig is there to enable ${name}`)
  const path = sh`PATH=$PATH:/usr/sbin:/sbin; export PATH`
  if (tool === 'chkconfig') {
    const levels = runlevels.length === 0 ? [] : ['--level', runlevels.join('')]
    return sh`${path}; chkconfig ${levels} ${name} ${enabled ? 'on' : 'off'}`
  }
  if (!enabled) return sh`${path}; update-rc.d ${name} disable ${[...runlevels]}`
  if (runlevels.length > 0) return sh`${path}; update-rc.d ${name} enable ${[...runlevels]}`
  // Links that disable it stay as they are by default.
  return sh`${path}; update-rc.d ${name} defaults && { ls /etc/rc?.d/S??${name} >/dev/null 2>&1 || update-rc.d ${name} enable; }`
}

const stateCommand = (options: Options, verb: string): ShellScript => {
  const { name, sleep, daemonize } = options
  const script = name.startsWith('/') ? name : `/etc/init.d/${name}`
  const args = options.arguments === undefined ? sh`` : sh` ${ShellScript.trusted(options.arguments)}`
  const apart = daemonize ? sh`$(command -v setsid) ` : sh``
  const run = (word: string): ShellScript => sh`${apart}${script} ${word}${args} </dev/null`
  if (verb !== 'restart') return run(verb)
  const pause = sleep > 0 ? sh`sleep ${sleep}` : sh`:`
  return sh`${run('stop')} >/dev/null && ${pause} && ${run('start')} && ${pause}`
}

const failure = (verb: string, { name }: Options, { status, stdout, stderr }: Answer): ModuleFailure =>
  stderr.includes('illegal runlevel specified')
    ? new ModuleFailure(`Illegal runlevel specified for enable operation on service ${name}`)
    : new ModuleFailure(
        `Failed to ${verb} service: ${name}`,
        dict({ rc: status, stdout: stdout.toString(), stderr: stderr.toString() }),
      )

/** What was done, and what it said. */
const outcome = (changed: boolean, answers: Answer[]): Dict => {
  const answer = changed ? answers.shift() : undefined
  const stdout = answer?.stdout.toString() ?? null
  return dict({ changed, rc: answer?.status ?? null, stdout, stderr: answer?.stderr.toString() ?? null })
}
