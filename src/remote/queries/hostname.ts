/** The name of a host. */
import { type Query, query } from '../query.ts'
import { sh } from '../sh.ts'

export interface HostName {
  /** What the kernel says. */
  readonly current: string
  /** What it will be called after a boot; empty when that is not set. */
  readonly permanent: string
  readonly fqdn: string
  /** How it is kept. */
  readonly kind: HostNameKind
}

export type HostNameKind = 'systemd' | 'openrc' | 'redhat' | 'file'

/** The present and the permanent name. */
export const hostName = (kind?: HostNameKind): Query<HostName> =>
  query<HostName>({
    name: 'hostname',
    key: `hostname ${kind ?? ''}`,
    script: sh`k=${kind ?? ''}
if [ -z "$k" ]; then
if [ -d /run/systemd/system ] && command -v hostnamectl >/dev/null 2>&1; then k=systemd
elif [ -f /etc/conf.d/hostname ]; then k=openrc
elif [ -f /etc/sysconfig/network ] && [ ! -f /etc/hostname ]; then k=redhat
else k=file; fi; fi
echo "$k"; uname -n
case $k in
openrc) sed -n 's/^[[:space:]]*hostname=//p' /etc/conf.d/hostname | tr -d "'\\"";;
redhat) sed -n 's/^[[:space:]]*HOSTNAME=//p' /etc/sysconfig/network | tr -d "'\\"";;
*) sed -n '/^[^#]/{p;q;}' /etc/hostname;;
esac 2>/dev/null | head -n 1 | grep . || echo
hostname -f 2>/dev/null || uname -n`,
    parse: ({ stdout }) => {
      const [own = 'file', current = '', permanent = '', fqdn = ''] = stdout.toString().split('\n')
      return { kind: own as HostNameKind, current, permanent: permanent.trim(), fqdn }
    },
    overlay: (answer, effects) => {
      const own = effects.findLast((one) => one.kind === 'named' && one.type === 'hostname')
      if (own?.kind !== 'named') return answer
      return { ...answer, current: own.name, permanent: own.name, fqdn: own.name }
    },
  })
