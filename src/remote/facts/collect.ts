/** All facts of a host, from what the script printed. */
import { dateTimeFacts } from './date-time.ts'
import { deviceFacts, lvmFacts } from './devices.ts'
import { distributionFacts } from './distribution.ts'
import { dmiFacts } from './dmi.ts'
import { localFactPaths, localFacts } from './local.ts'
import { packageManagerFacts, serviceManagerFacts } from './managers.ts'
import { memoryFacts, uptimeFacts } from './memory.ts'
import { mountFacts } from './mounts.ts'
import { initiatorFacts, networkFacts } from './network.ts'
import { type Facts, platformFacts, pythonFacts, userFacts } from './platform.ts'
import { processorFacts } from './processor.ts'
import { FactSources } from './sources.ts'
import type { Collector } from './subsets.ts'
import * as system from './system.ts'
import { virtualizationFacts } from './virtualization.ts'

export interface Collected {
  /** Names without `ansible_`; plain values. */
  readonly facts: Facts
  readonly warnings: readonly string[]
}

/** The facts of the collectors asked for. */
export const collectFacts = (output: string, collectors: ReadonlySet<Collector>): Collected => {
  const sources = new FactSources(output)
  const local = localFacts(sources, localFactPaths(output))
  const facts = [...collectors].map((name) => collect[name]?.(sources) ?? {})
  return {
    facts: Object.assign({}, ...facts, collectors.has('local') ? local.facts : {}) as Facts,
    warnings: local.warnings,
  }
}

const collect: Readonly<Partial<Record<Collector, (sources: FactSources) => Facts>>> = {
  apparmor: system.apparmorFacts,
  caps: system.capabilityFacts,
  chroot: system.chrootFacts,
  cmdline: system.commandLineFacts,
  date_time: dateTimeFacts,
  distribution: distributionFacts,
  dns: system.dnsFacts,
  env: system.environmentFacts,
  fips: system.fipsFacts,
  loadavg: system.loadFacts,
  lsb: system.lsbFacts,
  platform: platformFacts,
  python: pythonFacts,
  selinux: system.selinuxFacts,
  ssh_pub_keys: system.hostKeyFacts,
  user: userFacts,
  virtual: virtualizationFacts,
  pkg_mgr: (sources) => packageManagerFacts(sources, distributionFacts(sources)),
  service_mgr: (sources) => serviceManagerFacts(sources, distributionFacts(sources)),
  hardware: (sources) => ({
    ...processorFacts(sources, sources.section('machine').trim()),
    ...memoryFacts(sources),
    ...dmiFacts(sources),
    ...deviceFacts(sources),
    ...uptimeFacts(sources),
    ...lvmFacts(sources),
    ...mountFacts(sources),
  }),
  network: networkFacts,
  iscsi: (sources) => initiatorFacts(sources).iscsi,
  nvme: (sources) => initiatorFacts(sources).nvme,
  fibre_channel_wwn: (sources) => initiatorFacts(sources).fibre_channel_wwn,
}
