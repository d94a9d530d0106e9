/** The script that reads all that facts are made of: few processes, nothing for each line or file. */
import { lines, ShellScript, sh } from '../sh.ts'

/** What can be left out. */
export type FactPart = 'base' | 'hardware' | 'network' | 'virtual' | 'local'

export interface FactScriptSettings {
  readonly parts: ReadonlySet<FactPart>
  /** Where local facts are. */
  readonly factPath: string
  /** Seconds for what may hang: sizes of mounts, local facts. */
  readonly timeout: number
}

/**
 * Prints sections, each after a line of \x1e and its name. `files` has a line `PATH:LINE` for each line of each file,
 * `links` the output of `ls -ld`, `there` the names that exist.
 */
export const factScript = ({ parts, factPath, timeout }: FactScriptSettings): ShellScript =>
  lines(
    sh`s() { printf '\\036%s\\n' "$1"; }
has() { command -v "$1" >/dev/null 2>&1; }
limit() { if has timeout; then timeout ${timeout} "$@"; else "$@"; fi; }
exec 2>/dev/null
s env; cat /proc/self/environ
LC_ALL=C PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin; export LC_ALL PATH
m=/etc/mtab; [ -e $m ] || m=/proc/mounts`,
    readAll(parts),
    ...[...partScripts].filter(([part]) => parts.has(part)).map(([, script]) => script),
    parts.has('local') ? localScript(factPath) : sh``,
    sh`:`,
  )

const code = (text: string): ShellScript => ShellScript.trusted(text)

/** Files of which every line is wanted. None is named twice, as its lines would be there twice. */
const files = (parts: ReadonlySet<FactPart>): readonly string[] => [
  ...(parts.has('base')
    ? [
        '/proc/sys/kernel/ostype /proc/sys/kernel/osrelease /proc/sys/kernel/version /proc/sys/kernel/hostname',
        '/usr/lib/os-release /etc/*-release /etc/*_release /etc/*-version /etc/*_version /etc/coreos/update.conf',
        '/proc/cmdline /etc/resolv.conf /proc/sys/crypto/fips_enabled /proc/1/comm /etc/hosts',
        '/etc/ssh/ssh_host_*_key.pub /etc/openssh/ssh_host_*_key.pub /etc/ssh_host_*_key.pub',
        '/var/lib/dbus/machine-id /etc/machine-id /proc/loadavg /proc/self/status',
        '/etc/selinux/config /sys/fs/selinux/enforce /sys/fs/selinux/policyvers',
      ]
    : []),
  ...(parts.has('hardware') ? ['/proc/meminfo /proc/uptime /proc/self/mountinfo $m /sys/hypervisor/type'] : []),
  ...(parts.has('network') ? ['/etc/iscsi/initiatorname.iscsi /etc/nvme/hostnqn'] : []),
  ...(parts.has('virtual') ? ['/proc/1/cgroup /run/systemd/container /proc/xen/capabilities'] : []),
  ...(parts.has('hardware')
    ? ['/sys/devices/virtual/dmi/id/*']
    : parts.has('virtual')
      ? ['product_name', 'sys_vendor', 'product_family', 'bios_vendor'].map((n) => `/sys/devices/virtual/dmi/id/${n}`)
      : []),
]

/** Files of which a host has as many as it has devices: read apart, as they may be more than a command line holds. */
const deviceFiles: Readonly<Partial<Record<FactPart, string>>> = {
  hardware: `/sys/block/*/removable /sys/block/*/size /sys/block/*/queue/discard_granularity /sys/block/*/queue/rotational \
/sys/block/*/queue/scheduler /sys/block/*/queue/logical_block_size /sys/block/*/queue/hw_sector_size /sys/block/*/device/vendor \
/sys/block/*/device/model /sys/block/*/device/sas_address /sys/block/*/device/sas_device_handle /sys/block/*/device/serial \
/sys/block/*/*/start /sys/block/*/*/size /sys/block/*/holders/dm-*/dm/name /sys/block/*/*/holders/dm-*/dm/name`,
  network: `/sys/class/net/*/address /sys/class/net/*/mtu /sys/class/net/*/operstate /sys/class/net/*/type \
/sys/class/net/*/speed /sys/class/net/*/flags /sys/class/net/*/bridge/bridge_id /sys/class/net/*/bridge/stp_state \
/sys/class/net/*/bonding/* /sys/class/net/*/bonding_slave/perm_hwaddr /sys/class/fc_host/*/port_name`,
}

const links: Readonly<Partial<Record<FactPart, string>>> = {
  base: '/sbin/init /etc/products.d/baseproduct',
}

const deviceLinks: Readonly<Partial<Record<FactPart, string>>> = {
  hardware: `/sys/block/* /sys/block/*/holders/* /sys/block/*/*/holders/* /sys/block/*/slaves/* /dev/disk/by-id/* \
/dev/disk/by-uuid/* /dev/disk/by-label/*`,
  network: '/sys/class/net/*/device /sys/class/net/*/device/driver/module /sys/class/net/*/brif/*',
}

/** The files and links of all parts at once: four processes. */
const readAll = (parts: ReadonlySet<FactPart>): ShellScript => {
  const of = (words: Readonly<Partial<Record<FactPart, string>>>) => [...parts].flatMap((part) => words[part] ?? [])
  const run = (command: string, words: readonly string[]) => (words.length > 0 ? [`${command} ${words.join(' ')}`] : [])
  const grep = "grep -sH ''"
  return code(
    [
      's files',
      ...run(grep, files(parts)),
      ...run(grep, of(deviceFiles)),
      's links',
      ...run('ls -ld', of(links)),
      ...run('ls -ld', of(deviceLinks)),
    ].join('\n'),
  )
}

const base =
  code(`s there; for f in /etc/arch-release /etc/vmware-release /sys/kernel/security/apparmor /run/systemd/system /dev/.run/systemd \
/dev/.systemd /etc/init /sbin/openrc /etc/init.d /run/ostree-booted /sys/fs/selinux/enforce \
/usr/bin/rpm-ostree /usr/bin/yum /usr/bin/dnf /usr/bin/apt-get /usr/bin/zypper /usr/sbin/urpmi /usr/bin/pacman /bin/opkg \
/usr/pkg/bin/pkgin /opt/local/bin/pkgin /opt/tools/bin/pkgin /opt/local/bin/port /usr/local/bin/brew /opt/homebrew/bin/brew \
/sbin/apk /usr/sbin/pkg /usr/sbin/swlist /usr/bin/emerge /usr/sbin/pkgadd /usr/bin/pkg /usr/bin/xbps-install \
/usr/local/sbin/pkg /usr/bin/swupd /usr/sbin/sorcery /usr/bin/installp /QOpenSys/pkgs/bin/yum
do [ -e "$f" ] && printf '%s\\n' "$f"; done
for f in systemctl initctl lsb_release capsh vgs; do has "$f" && printf '%s\\n' "$f"; done
s python; /usr/bin/python3 --version
s date; date '+%s.%N %z %Z'
s zone; if [ -n "$TZ" ]; then tail -n 1 "/usr/share/zoneinfo/\${TZ#:}" || printf '%s\\n' "$TZ"; else tail -n 1 /etc/localtime; fi
s machine; uname -m
s class; od -An -tx1 -j4 -N1 /proc/self/exe
s id; id
u=\${LOGNAME:-\${USER:-\${LNAME:-$USERNAME}}}
s passwd; if has getent; then { [ -n "$u" ] && getent passwd "$u"; } || getent passwd "$(id -u)"
else grep "^$u:" /etc/passwd; fi
read -r n </proc/sys/kernel/hostname
s address; has getent && a=$(getent ahosts "$n") && a=\${a%% *} && printf '%s\\n' "$a"
s reverse; [ -n "$a" ] && getent hosts "$a"
s roots; stat -L -c '%i %d' / /proc/1/root/. || stat -f -c %T /
s capabilities; has capsh && capsh --print
s lsb; has lsb_release && ! [ -e /etc/lsb-release ] && ! grep -qs '^ID=debian' /etc/os-release && lsb_release -a
s rpm; [ -x /usr/bin/rpm ] && [ -e /usr/bin/apt-get ] && /usr/bin/rpm -q --whatprovides /usr/bin/apt-get >/dev/null && echo yes`)

const hardware =
  code(`s cpuinfo; grep -E '^(processor|vendor_id|model name|physical id|core id|cpu cores|siblings|Processor|cpu|Vendor|# processors|ncpus active)[[:blank:]]*:' /proc/cpuinfo
grep -m 1 '^flags' /proc/cpuinfo
s there; [ -e /proc/xen ] && echo /proc/xen; [ -e /sys/devices/virtual/dmi/id/product_name ] && echo dmi
set --
while read -r device mount type rest; do
case $device in /*|*:/*) ;; *) continue;; esac
[ "$type" = none ] && continue
case $mount in *\\\\*) mount=$(printf "$mount");; esac
set -- "$@" "$mount"
done <$m
s sizes; [ $# -gt 0 ] && limit stat -f -c '%S %s %b %a %c %d %n' "$@"
s uuids; has lsblk && lsblk --list --noheadings --paths --output NAME,UUID --exclude 2
s lspci; has lspci && lspci -D
has sg_inq && for f in /sys/block/*/device; do f=\${f%/device}; f=\${f##*/}; s "sg $f"; sg_inq "/dev/$f"; done
if has vgs && [ "$(id -u)" = 0 ]; then o='--noheadings --nosuffix --units g --separator ,'
s vgs; vgs $o; s lvs; lvs $o; s pvs; pvs $o; fi
if ! [ -e /sys/devices/virtual/dmi/id/product_name ] && has dmidecode; then
for f in bios-release-date bios-vendor bios-version baseboard-asset-tag baseboard-product-name baseboard-serial-number \
baseboard-manufacturer baseboard-version chassis-asset-tag chassis-serial-number chassis-manufacturer chassis-version \
chassis-type system-product-name system-serial-number system-uuid system-version system-manufacturer
do s "dmi $f"; dmidecode -s $f; done; fi`)

const network = code(`s ip; ip addr show
s route4; ip -4 route get 8.8.8.8
s route6; ip -6 route get 2404:6800:400a:800::1012
if has ethtool; then for f in /sys/class/net/*; do f=\${f##*/}
s "features $f"; ethtool -k "$f"; s "timestamping $f"; ethtool -T "$f"; done; fi`)

const virtual =
  code(`s there; for f in /proc/vz /proc/lve /proc/bc /.dockerenv /.dockerinit /proc/xen /dev/kvm /rhev /proc/self/status
do [ -e "$f" ] && printf '%s\\n' "$f"; done
s files; grep -sHm 1 -E '^(model name.*(QEMU Virtual CPU|UML)|vendor_id.*(User Mode Linux|PowerVM Lx86|IBM/S390)|machine.*CHRP IBM pSeries)' /proc/cpuinfo
s init; tr '\\000' '\\n' </proc/1/environ
s modules; grep -sE '^(kvm|vboxdrv|virtio) ' /proc/modules
s product; has dmidecode && dmidecode -s system-product-name`)

const partScripts: ReadonlyMap<FactPart, ShellScript> = new Map([
  ['base', base],
  ['hardware', hardware],
  ['network', network],
  ['virtual', virtual],
])

/** Each fact's output is followed by a section with its status and errors, where it was a program. */
const localScript = (
  factPath: string,
): ShellScript => sh`for f in ${factPath}/*.fact; do [ -e "$f" ] || [ -h "$f" ] || continue
s "local $f"
if [ ! -e "$f" ]; then s "lost $f"; echo 1
elif [ -x "$f" ]; then e=$( { limit "$f" </dev/null >&3 3>&-; } 2>&1 ); r=$?; s "status $f"; printf '%s\\n%s' "$r" "$e"
else cat "$f"; fi
done 3>&1`
