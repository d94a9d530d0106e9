import { collectionCases } from './collections.ts'
import { commandCases } from './commands.ts'
import { controllerCases } from './controller.ts'
import { fileCases } from './files.ts'
import type { ModuleCases } from './module-case.ts'
import { sourceCases } from './sources.ts'
import { systemCases } from './system.ts'

/** Every case. */
export const moduleCases: ModuleCases = {
  ...fileCases,
  ...collectionCases,
  ...systemCases,
  // Below those of apt, as what it finds is not known once sources are planned to change.
  ...sourceCases,
  ...commandCases,
  ...controllerCases,
}

/** Modules that have no case, and why. */
export const withoutCase: Readonly<Record<string, string>> = {
  apt_key: 'the hosts have no gpg',
  git: 'the hosts have no git',
  expect: 'two of the hosts have no Python: test/modules/expect.test.ts runs it where there is one',
  iptables: 'the hosts have no iptables, and would share their rules with this machine',
  modprobe: 'the hosts have no kmod, and share the kernel of this machine',
  ufw: 'the hosts have no ufw, and would share its rules with this machine',
  dnf: 'the hosts have no rpm: test/modules/dnf.test.ts plays one',
  rpm_key: 'the hosts have no rpm',
  subversion: 'the hosts have no svn; test/modules/subversion.test.ts runs it where there is one',
  pip: 'the hosts have no pip, and no index to install from',
  reboot: 'a host of the lab ends when it reboots',
  docker: 'needs an engine: test/docker/containers.test.ts',
  docker_container: 'needs an engine: test/docker/containers.test.ts',
}
