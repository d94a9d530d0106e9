/** A service, as the host's service manager knows it. */
import type { Effect, UnitEffect } from '../effect.ts'
import { type Query, query } from '../query.ts'
import { sh } from '../sh.ts'

export type UnitScope = 'system' | 'user' | 'global'

export interface UnitAnswer {
  readonly manager: 'systemd' | 'openrc' | 'sysv' | 'none'
  readonly found: boolean
  readonly active: boolean
  /** Active or on its way to or from it. */
  readonly busy: boolean
  /** Undefined where that can't be told. */
  readonly enabled: boolean | undefined
  readonly masked: boolean
  /** Every property that `systemctl show` prints. */
  readonly status: ReadonlyMap<string, string>
  /** Only planned: what will be true of it is guessed. */
  readonly planned: boolean
}

/** Which manager is asked: the one that runs on the host, or one by name. */
export type UnitManager = 'auto' | 'systemd' | 'openrc' | 'sysv'

export interface UnitSettings {
  readonly scope?: UnitScope
  readonly manager?: UnitManager
}

/** Looks a service up by name, with systemd where that runs unless told otherwise. */
export const unit = (name: string, { scope = 'system', manager = 'auto' }: UnitSettings = {}): Query<UnitAnswer> =>
  query<UnitAnswer>({
    name: 'unit',
    key: `unit ${scope} ${manager} ${name}`,
    script: sh`n=${name} m=${manager} LC_ALL=C; export LC_ALL
[ ${scope} = system ] || { export XDG_RUNTIME_DIR="$\{XDG_RUNTIME_DIR:-/run/user/$(id -u)}"; }
linked() { for f in /etc/rc[2345S].d/S??"$\{n%.service}"; do [ -e "$f" ] && return; done; return 1; }
if [ $m = auto ]; then
if command -v systemctl >/dev/null 2>&1 && { [ -d /run/systemd/system ] || ! [ -x "/etc/init.d/$n" ]; }; then m=systemd
elif command -v rc-service >/dev/null 2>&1; then m=openrc
else m=sysv; fi; fi
if [ $m = systemd ]; then echo systemd
systemctl --${scope} is-enabled -l -- "$n" 2>/dev/null; echo "status $?"
if [ ${scope} = system ] && [ -e "/etc/init.d/$\{n%.service}" ]; then linked; echo "init $?"; fi
systemctl --${scope} show -- "$n" 2>/dev/null
elif [ $m = openrc ]; then echo openrc
rc-service -e "$n" && echo found; rc-service "$n" status >/dev/null 2>&1 && echo active
rc-update show 2>/dev/null | while read -r s x; do [ "$s" = "$n" ] && echo enabled; done
elif [ -x "/etc/init.d/$n" ]; then echo sysv; echo found
"/etc/init.d/$n" status >/dev/null 2>&1 && echo active
linked && echo enabled
else echo none; fi; :`,
    parse: ({ stdout }) => parse(stdout.toString()),
    overlay: (answer, effects) => overlay(answer, name, effects),
    lacks: ({ found }) => !found,
  })

const parse = (output: string): UnitAnswer => {
  const [manager = 'none', ...lines] = output.split('\n')
  if (manager === 'systemd') return parseSystemd(lines)
  const has = (word: string): boolean => lines.includes(word)
  const known = manager === 'openrc' || manager === 'sysv' ? manager : 'none'
  const active = has('active')
  return {
    manager: known,
    found: has('found'),
    active,
    busy: active,
    enabled: has('enabled'),
    masked: false,
    status: new Map(),
    planned: false,
  }
}

const parseSystemd = (lines: readonly string[]): UnitAnswer => {
  const at = lines.findIndex((line) => /^status \d+$/.test(line))
  const word = lines[0] ?? ''
  const init = /^init (\d+)$/.exec(lines[at + 1] ?? '')?.[1]
  const status = properties(lines.slice(at + 1))
  const load = status.get('LoadState')
  const state = status.get('ActiveState') ?? ''
  return {
    manager: 'systemd',
    found: (load !== undefined && load !== 'not-found') || init !== undefined,
    active: state === 'active' || state === 'activating',
    busy: state === 'active' || state === 'activating' || state === 'deactivating',
    enabled: isEnabled(lines[at] === 'status 0', lines.slice(0, at), init),
    masked: load === 'masked' || word.startsWith('masked'),
    status,
    planned: false,
  }
}

/** What is enabled only until the next boot, or through another unit, is yet to be enabled, unless links to it are told. */
const isEnabled = (succeeded: boolean, told: readonly string[], init: string | undefined): boolean => {
  const [word = '', ...links] = told
  if (succeeded) return links.length > 0 || !['enabled-runtime', 'indirect', 'alias'].includes(word)
  return init === '0' && !word.endsWith('disabled') && !word.startsWith('masked')
}

/** Lines of `Name=value`; a value in braces may go on over lines. */
const properties = (lines: readonly string[]): Map<string, string> => {
  const found = new Map<string, string>()
  let open: [name: string, value: string] | undefined
  for (const line of lines) {
    if (open) open[1] += `\n${line}`
    else {
      const at = line.indexOf('=')
      if (at > 0) open = [line.slice(0, at), line.slice(at + 1)]
    }
    if (
      !open ||
      (open[0].startsWith('Exec') && open[1].trimStart().startsWith('{') && !open[1].trimEnd().endsWith('}'))
    )
      continue
    found.set(open[0], open[1].trim())
    open = undefined
  }
  return found
}

/**
 * A service that is not there may come with a planned package or unit file: a package of Debian starts and enables its
 * services, a unit file alone does neither.
 */
const overlay = (answer: UnitAnswer, name: string, effects: readonly Effect[]): UnitAnswer => {
  const own = effects.filter((effect): effect is UnitEffect => effect.kind === 'unit' && isSame(effect.name, name))
  const base = answer.found || answer.planned ? answer : (promised(answer, name, effects) ?? answer)
  if (own.length === 0) return base
  let after = { ...base }
  for (const { state, enabled, masked } of own) {
    if (state !== undefined)
      after = {
        ...after,
        active: state === 'started',
        busy: state === 'started',
        status: withState(after.status, state),
      }
    if (enabled !== undefined) after = { ...after, enabled }
    if (masked !== undefined) after = { ...after, masked }
  }
  return after
}

const withState = (status: ReadonlyMap<string, string>, state: 'started' | 'stopped'): ReadonlyMap<string, string> =>
  new Map([...status, ['ActiveState', state === 'started' ? 'active' : 'inactive']])

const isSame = (a: string, b: string): boolean => withSuffix(a) === withSuffix(b)

const withSuffix = (name: string): string => (/\.\w+$/.test(name) ? name : `${name}.service`)

const promised = (answer: UnitAnswer, name: string, effects: readonly Effect[]): UnitAnswer | undefined => {
  const byFile = effects.some(
    (effect) => effect.kind === 'path' && effect.stat !== null && isUnitFile(effect.path, name),
  )
  const byPackage = effects.some((effect) => effect.kind === 'package' && effect.version !== null)
  if (!byFile && !byPackage) return undefined
  const runs = byPackage && !byFile
  const manager = answer.manager === 'none' ? 'systemd' : answer.manager
  return { ...answer, manager, found: true, planned: true, active: runs, busy: runs, enabled: runs }
}

const isUnitFile = (path: string, name: string): boolean =>
  /^(\/etc|\/usr\/lib|\/lib|\/run)\/systemd\//.test(path)
    ? path.endsWith(`/${withSuffix(name)}`) || path.endsWith(`/${withSuffix(name).replace(/@[^.]*\./, '@.')}`)
    : path === `/etc/init.d/${name}`
