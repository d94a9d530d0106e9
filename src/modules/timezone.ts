import { type TimezoneAnswer, timezone } from '../remote/queries/timezone.ts'
import { type ShellScript, sh } from '../remote/sh.ts'
import { dict } from '../values.ts'
import { type Change, change, ModuleFailure } from './kit/change.ts'
import { defineModule } from './kit/module.ts'
import { choice, str } from './kit/option.ts'

interface Options {
  readonly name: string | undefined
  readonly hwclock: 'UTC' | 'local' | undefined
}

/** Sets the time zone, and what the hardware clock keeps. */
export default defineModule({
  name: 'timezone',
  collection: 'community.general',
  summary: 'Set the time zone, and whether the hardware clock keeps it.',
  options: {
    name: str({ help: 'The time zone, as it is called below /usr/share/zoneinfo.' }),
    hwclock: choice(['local', 'UTC'], { aliases: ['rtc'], help: 'What the hardware clock keeps.' }),
  },
  rules: { requiredOneOf: [['hwclock', 'name']] },
  inspect: ({ name }) => ({ present: timezone(name ?? '') }),
  *plan(options, { present }): Iterable<Change> {
    if (options.name !== undefined && !present.known) {
      throw new ModuleFailure(`Error message:\ngiven timezone "${options.name}" is not available`)
    }
    for (const key of keysOf(options)) {
      const wanted = options[key] as string
      if (present[key] === wanted) continue
      yield change({
        summary: `set ${key} to ${wanted}`,
        commands: [commands[key](wanted, present)],
        effects: [{ kind: 'named', type: 'timezone', name: key, value: wanted }],
        diff: { before: dict({ [key]: present[key] }), after: dict({ [key]: wanted }) },
      })
    }
  },
  returns: ({ options, before: { present }, changed }) => {
    const done = keysOf(options).filter((key) => present[key] !== options[key])
    const told = done.map((key) => `executed \`${shown(key, options[key] as string, present)}\``)
    return dict({ msg: changed ? told.join('\n') : undefined })
  },
})

type Key = 'hwclock' | 'name'

const keysOf = (options: Options): Key[] => (['hwclock', 'name'] as const).filter((key) => options[key] !== undefined)

const shown = (key: Key, wanted: string, { tool }: TimezoneAnswer): string => {
  if (tool.kind !== 'systemd') return commands[key](wanted, { tool }).text
  return key === 'name'
    ? `${tool.path} set-timezone ${wanted}`
    : `${tool.path} set-local-rtc ${wanted === 'local' ? 'yes' : 'no'}`
}

type Make = (wanted: string, present: Pick<TimezoneAnswer, 'tool'>) => ShellScript

const setName: Make = (wanted, { tool }) => {
  const file = `/usr/share/zoneinfo/${wanted}`
  switch (tool.kind) {
    case 'systemd':
      return sh`timedatectl set-timezone ${wanted}`
    case 'debian':
      return sh`echo ${wanted} >/etc/timezone && ln -sf ${file} /etc/localtime && dpkg-reconfigure --frontend noninteractive tzdata`
    case 'alpine':
      return sh`setup-timezone -z ${wanted}`
    case 'other':
      return sh`c=/etc/sysconfig/clock; k=ZONE
if [ -d /etc/sysconfig ]; then
! grep -q '^TIMEZONE *=' "$c" 2>/dev/null || k=TIMEZONE
o=$(grep -v "^$k *=" "$c" 2>/dev/null)
printf '%s="%s"\n%s\n' "$k" ${wanted} "$o" | sed '/^$/d' >"$c.new" && mv -f "$c.new" "$c" || exit; fi
rm -f /etc/localtime && cp ${file} /etc/localtime`
  }
}

const setClock: Make = (wanted, { tool }) =>
  tool.kind === 'systemd'
    ? sh`timedatectl set-local-rtc ${wanted === 'local' ? 'yes' : 'no'}`
    : sh`PATH=$PATH:/sbin:/usr/sbin hwclock --systohc ${wanted === 'local' ? '--localtime' : '--utc'}`

const commands: Readonly<Record<Key, Make>> = { name: setName, hwclock: setClock }
