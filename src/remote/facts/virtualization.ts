/** What the host runs in, and what runs in it: the first sign decides, all are listed. */
import type { Facts } from './platform.ts'
import type { FactSources } from './sources.ts'

type Role = 'guest' | 'host' | 'LPAR'

/** Something that tells of a technology; `quiet` signs are listed but decide nothing. */
interface Sign {
  readonly tech: string
  readonly role: Role
  readonly quiet?: boolean
}

/** `virtualization_type`, `virtualization_role`, `virtualization_tech_guest`, `virtualization_tech_host`. */
export const virtualizationFacts = (sources: FactSources): Facts => {
  const signs = [containers, machines, kernels].flatMap((look) => look(sources))
  const first = signs.find(({ quiet }) => !quiet)
  const techs = (wanted: Role): string[] => {
    const found = signs.filter(({ role }) => role === wanted || (wanted === 'guest' && role === 'LPAR'))
    return [...new Set(found.map(({ tech }) => tech))].sort()
  }
  return {
    virtualization_type: first?.tech ?? 'NA',
    virtualization_role: first?.role ?? 'NA',
    virtualization_tech_guest: techs('guest'),
    virtualization_tech_host: techs('host'),
  }
}

const guest = (tech: string): Sign => ({ tech, role: 'guest' })

const containers = (sources: FactSources): Sign[] => {
  const groups = sources.file('/proc/1/cgroup') ?? ''
  const init = sources.section('init').split('\n')
  const systemd = sources.file('/run/systemd/container')
  const openvz = sources.exists('/proc/vz') && !sources.exists('/proc/lve')
  const found: (Sign | false | undefined)[] = [
    /\/docker(\/|-[0-9a-f]+\.scope)/.test(groups) && guest('docker'),
    /\/lxc\/|\/machine.slice\/machine-lxc/.test(groups) && guest('lxc'),
    groups.includes('/system.slice/containerd.service') && guest('containerd'),
    init.some((line) => line.includes('container=lxc')) && guest('lxc'),
    init.some((line) => line.includes('container=podman')) && guest('podman'),
    init.some((line) => /^container=./.test(line)) && guest('container'),
    openvz && { tech: 'openvz', role: sources.exists('/proc/bc') ? 'host' : 'guest' },
    systemd !== undefined && guest(systemd),
    (sources.exists('/.dockerenv') || sources.exists('/.dockerinit')) && guest('docker'),
  ]
  const signs = found.filter((sign): sign is Sign => Boolean(sign))
  const contained =
    signs.some(({ tech }) => /^(docker|lxc|podman|openvz|containerd)$/.test(tech)) || systemd !== undefined
  return contained ? [...signs, { ...guest('container'), quiet: true }] : signs
}

const kvmVendors = new Set(['QEMU', 'Amazon EC2', 'DigitalOcean', 'Google', 'Scaleway', 'Nutanix'])

/** What the firmware calls itself. */
const machines = (sources: FactSources): Sign[] => {
  const id = (name: string): string => sources.file(`/sys/devices/virtual/dmi/id/${name}`) ?? ''
  const [product, vendor, family, bios] = [
    id('product_name'),
    id('sys_vendor'),
    id('product_family'),
    id('bios_vendor'),
  ]
  const found: (Sign | false)[] = [
    sources.exists('/proc/xen') && xen(sources),
    ['KVM', 'KVM Server', 'Bochs', 'AHV'].includes(product) && guest('kvm'),
    vendor === 'oVirt' && guest('oVirt'),
    vendor === 'Red Hat' && family === 'RHV' && guest('RHV'),
    vendor === 'Red Hat' && family !== 'RHV' && product === 'RHEV Hypervisor' && guest('RHEV'),
    ['VMware Virtual Platform', 'VMware7,1'].includes(product) && guest('VMware'),
    ['OpenStack Compute', 'OpenStack Nova'].includes(product) && guest('openstack'),
    bios === 'Xen' && guest('xen'),
    bios === 'innotek GmbH' && guest('virtualbox'),
    ['Amazon EC2', 'DigitalOcean', 'Hetzner'].includes(bios) && guest('kvm'),
    kvmVendors.has(vendor) && guest('kvm'),
    vendor === 'KubeVirt' && guest('KubeVirt'),
    vendor === 'Microsoft Corporation' && guest('VirtualPC'),
    vendor === 'Parallels Software International Inc.' && guest('parallels'),
    vendor === 'OpenStack Foundation' && guest('openstack'),
  ]
  return found.filter((sign): sign is Sign => Boolean(sign))
}

/** A Xen guest is told by its type only: it is in no list. */
const xen = (sources: FactSources): Sign =>
  (sources.file('/proc/xen/capabilities') ?? '').includes('control_d') ? { tech: 'xen', role: 'host' } : guest('xen')

/** What the kernel shows of processors and modules. */
const kernels = (sources: FactSources): Sign[] => {
  const context = /^VxID:\s+(\d+)/m.exec(sources.lines('/proc/self/status').join('\n'))?.[1]
  const cpu = sources.file('/proc/cpuinfo') ?? ''
  const modules = new Set(
    sources
      .section('modules')
      .split('\n')
      .map((line) => line.split(' ')[0]),
  )
  const product = sources.section('product')
  const vendor = product
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('')
  const found: (Sign | false)[] = [
    context !== undefined && { tech: 'linux_vserver', role: context.startsWith('0') ? 'host' : 'guest' },
    /QEMU Virtual CPU/.test(cpu) && guest('kvm'),
    /User Mode Linux|^model name.*UML/m.test(cpu) && guest('uml'),
    /^machine.*CHRP IBM pSeries .emulated by qemu./m.test(cpu) && guest('kvm'),
    /PowerVM Lx86/.test(cpu) && guest('powervm_lx86'),
    /IBM\/S390/.test(cpu) && { tech: 'PR/SM', role: 'LPAR' },
    modules.has('kvm') && { tech: 'kvm', role: 'host' },
    modules.has('kvm') && sources.exists('/rhev') && { tech: 'RHEV', role: 'host', quiet: true },
    modules.has('vboxdrv') && { tech: 'virtualbox', role: 'host' },
    modules.has('virtio') && { tech: 'kvm', role: 'guest', quiet: true },
    vendor.startsWith('VMware') && guest('VMware'),
    product.includes('BHYVE') && guest('bhyve'),
    sources.exists('/dev/kvm') && { tech: 'kvm', role: 'host' },
  ]
  return found.filter((sign): sign is Sign => Boolean(sign))
}
