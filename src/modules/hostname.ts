import { type HostNameKind, hostName } from '../remote/queries/hostname.ts'
import { type ShellScript, sh } from '../remote/sh.ts'
import { dict } from '../values.ts'
import { type Change, change, ModuleFailure } from './kit/change.ts'
import { defineModule } from './kit/module.ts'
import { choice, str } from './kit/option.ts'
import { inOrder } from './shared/file-attributes.ts'

const uses = [
  'alpine',
  'debian',
  'freebsd',
  'generic',
  'macos',
  'macosx',
  'darwin',
  'openbsd',
  'openrc',
  'redhat',
  'sles',
  'solaris',
  'systemd',
] as const

const kinds: Readonly<Partial<Record<(typeof uses)[number], HostNameKind>>> = {
  alpine: 'file',
  debian: 'file',
  generic: 'file',
  sles: 'file',
  openrc: 'openrc',
  redhat: 'redhat',
  systemd: 'systemd',
}

/** Sets the name of a host, now and for good. */
export default defineModule({
  name: 'hostname',
  summary: 'Set the name of a host.',
  options: {
    name: str({ required: true, help: 'The name.' }),
    use: choice(uses, { help: 'How it is kept; found out unless told.' }),
  },
  inspect: ({ use }) => {
    const kind = use === undefined ? undefined : kinds[use]
    if (use !== undefined && kind === undefined) throw new ModuleFailure(`hostname: ${use} is not a Linux`)
    return { host: hostName(kind) }
  },
  *plan({ name }, { host }): Iterable<Change> {
    const isNow = host.current === name
    const isKept = host.permanent === name
    if (isNow && isKept) return
    const before = isNow ? host.permanent : host.current
    yield change({
      summary: `name the host ${name}`,
      commands: [inOrder([...(isKept ? [] : [keep[host.kind](name)]), ...(isNow ? [] : [setNow(name)])])],
      effects: [{ kind: 'named', type: 'hostname', name, value: name }],
      diff: { before: `hostname = ${before}\n`, after: `hostname = ${name}\n` },
    })
  },
  returns: ({ options: { name }, after: { host } }) =>
    dict({
      name,
      ansible_facts: dict({
        ansible_hostname: name.split('.')[0] ?? name,
        ansible_nodename: name,
        ansible_fqdn: host.fqdn,
        ansible_domain: host.fqdn.split('.').slice(1).join('.'),
      }),
    }),
})

/** Without a bus hostnamectl can do nothing; the file and the kernel are what counts. */
const keep: Readonly<Record<HostNameKind, (name: string) => ShellScript>> = {
  systemd: (name) =>
    sh`{ hostnamectl --pretty set-hostname ${name} 2>/dev/null && hostnamectl --static set-hostname ${name} 2>/dev/null || printf '%s\n' ${name} >/etc/hostname; }`,
  file: (name) => sh`printf '%s\n' ${name} >/etc/hostname`,
  openrc: (name) =>
    sh`{ sed '/^[[:space:]]*hostname=/d' /etc/conf.d/hostname 2>/dev/null; printf 'hostname="%s"\n' ${name}; } >/etc/conf.d/hostname.new && cat /etc/conf.d/hostname.new >/etc/conf.d/hostname && rm -f /etc/conf.d/hostname.new`,
  redhat: (name) =>
    sh`{ sed '/^[[:space:]]*HOSTNAME=/d' /etc/sysconfig/network 2>/dev/null; printf 'HOSTNAME=%s\n' ${name}; } >/etc/sysconfig/network.new && cat /etc/sysconfig/network.new >/etc/sysconfig/network && rm -f /etc/sysconfig/network.new`,
}

const setNow = (name: string): ShellScript =>
  sh`{ hostname ${name} 2>/dev/null || hostnamectl --transient set-hostname ${name}; }`
