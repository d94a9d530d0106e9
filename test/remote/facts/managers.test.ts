import { expect, test } from 'vitest'
import { packageManagerFacts, serviceManagerFacts } from '../../../src/remote/facts/managers.ts'
import { type Host, sourcesOf } from './rig.ts'

test.each<[Host, string]>([
  [{ files: { '/proc/1/comm': 'systemd' } }, 'systemd'],
  [{ files: { '/proc/1/comm': 'runit-init' } }, 'runit'],
  [{ files: { '/proc/1/comm': 'bash' }, there: ['systemctl', '/run/systemd/system'] }, 'systemd'],
  [{ files: { '/proc/1/comm': 'init' }, there: ['/sbin/openrc'] }, 'openrc'],
  [{ links: { '/sbin/init': '/lib/systemd/systemd' } }, 'systemd'],
  [{ files: { '/proc/1/comm': 'init' }, there: ['/etc/init.d'] }, 'sysvinit'],
  [{}, 'service'],
])('%o has the service manager %s', (host, expected) => {
  expect(serviceManagerFacts(sourcesOf(host), {})).toEqual({ service_mgr: expected })
})

test.each<[string[], Record<string, string>, string]>([
  [['/usr/bin/apt-get', '/usr/bin/dnf'], { os_family: 'Debian' }, 'apt'],
  [
    ['/usr/bin/yum', '/usr/bin/dnf'],
    { os_family: 'RedHat', distribution: 'Rocky', distribution_major_version: '9' },
    'dnf',
  ],
  [['/usr/bin/yum'], { os_family: 'RedHat', distribution: 'CentOS', distribution_major_version: '7' }, 'yum'],
  [['/usr/bin/yum'], { os_family: 'RedHat', distribution: 'Amazon', distribution_major_version: '2' }, 'yum'],
  [['/sbin/apk'], { os_family: 'Alpine' }, 'apk'],
  [['/usr/bin/apt-get', '/usr/bin/pkg'], { os_family: 'Altlinux' }, 'apt_rpm'],
  [[], { os_family: 'X' }, 'unknown'],
])('%o of %o gives the package manager %s', (there, distribution, expected) => {
  expect(packageManagerFacts(sourcesOf({ there }), distribution)).toEqual({ pkg_mgr: expected })
})
