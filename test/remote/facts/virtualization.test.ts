import { expect, test } from 'vitest'
import { virtualizationFacts } from '../../../src/remote/facts/virtualization.ts'
import { type Host, sourcesOf } from './rig.ts'

const dmi = (name: string, text: string) => ({ [`/sys/devices/virtual/dmi/id/${name}`]: text })

test.each<[string, Host, [string, string, string[], string[]]]>([
  ['a machine', {}, ['NA', 'NA', [], []]],
  ['a host of virtual machines', { sections: { modules: 'kvm 1 0' } }, ['kvm', 'host', [], ['kvm']]],
  ['a KVM guest', { files: dmi('sys_vendor', 'QEMU'), there: ['/dev/kvm'] }, ['kvm', 'guest', ['kvm'], ['kvm']]],
  ['a VirtualBox guest', { files: dmi('bios_vendor', 'innotek GmbH') }, ['virtualbox', 'guest', ['virtualbox'], []]],
  ['a Docker container', { there: ['/.dockerenv'] }, ['docker', 'guest', ['container', 'docker'], []]],
  [
    'a container on KVM',
    { there: ['/.dockerenv'], files: dmi('sys_vendor', 'QEMU') },
    ['docker', 'guest', ['container', 'docker', 'kvm'], []],
  ],
  [
    'an nspawn container',
    { sections: { init: 'PATH=/\ncontainer=systemd-nspawn' }, files: { '/run/systemd/container': 'systemd-nspawn' } },
    ['container', 'guest', ['container', 'systemd-nspawn'], []],
  ],
  ['podman', { sections: { init: 'container=podman' } }, ['podman', 'guest', ['container', 'podman'], []]],
])('%s', (_name, host, [type, role, guest, hosted]) => {
  expect(virtualizationFacts(sourcesOf(host))).toEqual({
    virtualization_type: type,
    virtualization_role: role,
    virtualization_tech_guest: guest,
    virtualization_tech_host: hosted,
  })
})
