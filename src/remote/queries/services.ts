/** Every service of a host. */
import { type Dict, dict, type Value } from '../../values.ts'
import { type Query, query } from '../query.ts'
import { sh } from '../sh.ts'

/** Services by name, with `name`, `state`, `status` and `source`. */
export const services = (): Query<Dict> =>
  query<Dict>({
    name: 'services',
    key: 'services',
    script: sh`LC_ALL=C; export LC_ALL
has() { command -v "$1" >/dev/null 2>&1; }
if has service && ! has chkconfig && ! has rc-status; then echo =sysv; service --status-all 2>/dev/null; fi
if has rc-status && has rc-update; then
echo =runlevels; rc-update show -v 2>/dev/null; echo =openrc; rc-status -a -s -m 2>/dev/null | tr -d '[]'
fi
if has systemctl && [ -d /run/systemd/system ]; then
echo =units; systemctl list-units --no-pager --type service --all --plain --no-legend
echo =files; systemctl list-unit-files --no-pager --type service --all --no-legend
fi; :`,
    parse: ({ stdout }) => parse(sections(stdout.toString())),
  })

const sections = (text: string): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>()
  let lines: string[] = []
  for (const line of text.split('\n')) {
    if (/^=\w+$/.test(line)) {
      lines = []
      found.set(line.slice(1), lines)
    } else if (line.trim() !== '') lines.push(line)
  }
  return found
}

const parse = (found: ReadonlyMap<string, readonly string[]>): Dict => {
  const services: Dict = new Map()
  for (const line of found.get('sysv') ?? []) addSysv(services, line)
  const runlevels = new Map((found.get('runlevels') ?? []).map(runlevelsOf))
  for (const line of found.get('openrc') ?? []) addOpenrc(services, line, runlevels)
  for (const line of found.get('units') ?? []) addUnit(services, line)
  for (const line of found.get('files') ?? []) addUnitFile(services, line)
  return services
}

const addSysv = (services: Dict, line: string): void => {
  const [, sign, name] = /^\s*\[ ([+-]) \]\s+(.+)$/.exec(line) ?? []
  if (name === undefined) return
  services.set(name, dict({ name, state: sign === '+' ? 'running' : 'stopped', source: 'sysv' }))
}

const runlevelsOf = (line: string): [string, Value] => {
  const [name = '', levels = ''] = line.split('|').map((part) => part.trim())
  return [name, levels === '' ? null : levels.split(/\s+/)]
}

const addOpenrc = (services: Dict, line: string, runlevels: ReadonlyMap<string, Value>): void => {
  const [name, state] = line.trim().split(/\s+/)
  if (!line.startsWith(' ') || name === undefined || state === undefined) return
  services.set(name, dict({ name, runlevels: runlevels.get(name) ?? null, state, source: 'openrc' }))
}

const bad: ReadonlySet<string> = new Set(['not-found', 'masked', 'failed'])

const addUnit = (services: Dict, line: string): void => {
  const fields = line.replace(/^\W+/, '').split(/\s+/)
  const [name = '', , active = 'unknown', sub] = fields
  if (!name.includes('.service')) return
  const status = fields.slice(1, 4).find((field) => bad.has(field)) ?? active
  services.set(name, dict({ name, state: sub === 'running' ? 'running' : 'stopped', status, source: 'systemd' }))
}

/** A service that is not loaded is inactive; of a template nothing can be said. */
const addUnitFile = (services: Dict, line: string): void => {
  const [name = '', status = ''] = line.trim().split(/\s+/)
  if (!name.includes('.service')) return
  const known = services.get(name) as Dict | undefined
  if (!known) {
    const state = name.includes('@.') ? 'unknown' : 'inactive'
    services.set(name, dict({ name, state, status, source: 'systemd' }))
  } else if (!bad.has(String(known.get('status')))) known.set('status', status)
}
