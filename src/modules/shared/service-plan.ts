/** What `service` and `systemd` have in common. */
import type { UnitEffect } from '../../remote/effect.ts'
import type { UnitAnswer, UnitScope } from '../../remote/queries/unit.ts'
import { ShellScript, sh } from '../../remote/sh.ts'
import { type Dict, dict, type Value } from '../../values.ts'
import { type Change, change, ModuleFailure, type Planned } from '../kit/change.ts'

export interface ServiceOptions {
  readonly name: string
  readonly state: 'reloaded' | 'restarted' | 'started' | 'stopped' | undefined
  readonly enabled: boolean | undefined
  readonly masked?: boolean | undefined
  readonly scope?: UnitScope
  readonly force?: boolean | undefined
  readonly no_block?: boolean | undefined
  readonly arguments?: string | undefined
  readonly sleep?: number | undefined
  readonly runlevel?: string | undefined
}

/** The changes that make the service what it is to be. */
export function* planService(options: ServiceOptions, found: UnitAnswer): Iterable<Planned> {
  check(options, found)
  if (!found.found) {
    if (options.masked !== undefined && options.state === undefined && options.enabled === undefined) {
      return yield* planMask(options, found)
    }
    throw new ModuleFailure(`Could not find the requested service ${options.name}: host`)
  }
  if (options.masked === false) yield* planMask(options, found)
  yield* planEnabled(options, found)
  yield* planState(options, found)
  if (options.masked === true) yield* planMask(options, found)
}

/** What systemd can't be asked, or can't load. */
const check = ({ name }: ServiceOptions, { manager, masked, status }: UnitAnswer): void => {
  if (manager !== 'systemd') return
  const pattern = ['*', '?', '['].find((one) => name.includes(one))
  if (pattern !== undefined) {
    throw new ModuleFailure(
      `This module does not currently support using glob patterns, found '${pattern}' in service name: ${name}`,
    )
  }
  const error = status.get('LoadError')
  const isBroken = !masked && !['not-found', 'masked'].includes(status.get('LoadState') ?? '')
  if (error && isBroken) throw new ModuleFailure(`Error loading unit file '${name}': ${error}`)
}

interface Act {
  readonly summary: string
  readonly command: ShellScript
  readonly effect: Omit<UnitEffect, 'kind' | 'name'>
  readonly before: string
  readonly after: string
}

const act = (name: string, { summary, command, effect, before, after }: Act): Change =>
  change({
    summary,
    commands: [command],
    effects: [{ kind: 'unit', name, ...effect }],
    diff: { before: `${before}\n`, after: `${after}\n`, before_header: name, after_header: name },
    failure: ({ stderr }) => new ModuleFailure(`Unable to ${summary}: ${stderr.toString()}`),
  })

function* planMask(options: ServiceOptions, { masked }: UnitAnswer): Iterable<Change> {
  if (options.masked === undefined || options.masked === masked) return
  const verb = options.masked ? 'mask' : 'unmask'
  const [before, after] = options.masked ? ['unmasked', 'masked'] : ['masked', 'unmasked']
  const command = sh`${systemctl(options)} ${verb} -- ${options.name}`
  yield act(options.name, {
    summary: `${verb} service ${options.name}`,
    command,
    effect: { masked: options.masked },
    before,
    after,
  })
}

function* planEnabled(options: ServiceOptions, found: UnitAnswer): Iterable<Change> {
  const { enabled, name } = options
  if (enabled === undefined || enabled === found.enabled) return
  const verb = enabled ? 'enable' : 'disable'
  const [before, after] = enabled ? ['disabled', 'enabled'] : ['enabled', 'disabled']
  yield act(name, {
    summary: `${verb} service ${name}`,
    command: enableCommand(options, found, verb),
    effect: { enabled },
    before,
    after,
  })
}

const enableCommand = (options: ServiceOptions, { manager }: UnitAnswer, verb: 'enable' | 'disable'): ShellScript => {
  if (manager === 'systemd') return sh`${systemctl(options)} ${verb} -- ${options.name}`
  if (manager === 'openrc')
    return sh`rc-update ${verb === 'enable' ? 'add' : 'delete'} ${options.name} ${options.runlevel ?? 'default'}`
  return verb === 'enable'
    ? sh`update-rc.d ${options.name} defaults && update-rc.d ${options.name} enable`
    : sh`update-rc.d ${options.name} disable`
}

const verbs = { started: 'start', stopped: 'stop', restarted: 'restart', reloaded: 'reload' } as const

function* planState(options: ServiceOptions, found: UnitAnswer): Iterable<Change> {
  const { state, name } = options
  const verb = state && verbNeeded(state, found)
  if (!verb) return
  const command = stateCommand(options, found, verb)
  const after = state === 'stopped' ? 'stopped' : 'started'
  const before = found.active ? 'started' : 'stopped'
  yield act(name, {
    summary: `${verb} service ${name}`,
    command,
    effect: { state: after },
    before,
    after: verb === 'start' || verb === 'stop' ? after : state,
  })
}

/** A service that does not run is started rather than restarted or reloaded. */
const verbNeeded = (state: NonNullable<ServiceOptions['state']>, { active, busy }: UnitAnswer): string | undefined => {
  if (state === 'started') return active ? undefined : 'start'
  if (state === 'stopped') return busy ? 'stop' : undefined
  return active ? verbs[state] : 'start'
}

const stateCommand = (options: ServiceOptions, { manager }: UnitAnswer, verb: string): ShellScript => {
  const args = options.arguments ? sh` ${ShellScript.trusted(options.arguments)}` : sh``
  if (manager === 'systemd') return sh`${systemctl(options)} ${verb} -- ${options.name}`
  if (manager === 'openrc') return sh`rc-service ${options.name} ${verb}${args} </dev/null`
  const run = (word: string): ShellScript =>
    sh`if command -v service >/dev/null; then service ${options.name} ${word}${args} </dev/null; else ${`/etc/init.d/${options.name}`} ${word}${args} </dev/null; fi`
  return verb === 'restart' && options.sleep ? sh`${run('stop')}; sleep ${options.sleep}; ${run('start')}` : run(verb)
}

/** `systemctl` with the options that hold for all verbs. */
export const systemctl = ({
  scope = 'system',
  force,
  no_block,
}: Pick<ServiceOptions, 'scope' | 'force' | 'no_block'>): ShellScript => {
  const session = scope === 'user' ? sh`XDG_RUNTIME_DIR="$\{XDG_RUNTIME_DIR:-/run/user/$(id -u)}" ` : sh``
  const words = [
    ...(scope === 'system' ? [] : [`--${scope}`]),
    ...(no_block ? ['--no-block'] : []),
    ...(force ? ['--force'] : []),
  ]
  return words.length === 0 ? sh`${session}systemctl` : sh`${session}systemctl ${words}`
}

/** The keys of the result. */
export const serviceResult = (options: ServiceOptions, before: UnitAnswer): Dict =>
  dict({
    name: options.name,
    ...(options.state === undefined ? {} : { state: options.state === 'stopped' ? 'stopped' : 'started' }),
    ...(options.enabled === undefined ? {} : { enabled: options.enabled }),
    ...(before.manager === 'systemd' ? { status: new Map<Value, Value>(before.status) } : {}),
  })
