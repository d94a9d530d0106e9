/** All modules by name. Each is the file of its name in this folder, loaded when it is first used. */
import type { Action } from './kit/action.ts'
import type { Module } from './kit/module.ts'

/** A module, or an action that is procedural by nature. */
export type AnyModule = Module | Action

type Load = () => Promise<{ readonly default: AnyModule }>

/** One line for each file; `test/modules/registry.test.ts` says when one is missing. */
const files: Readonly<Record<string, Load>> = {
  add_host: () => import('./add_host.ts'),
  alternatives: () => import('./alternatives.ts'),
  apt: () => import('./apt.ts'),
  apt_key: () => import('./apt_key.ts'),
  apt_repository: () => import('./apt_repository.ts'),
  archive: () => import('./archive.ts'),
  assemble: () => import('./assemble.ts'),
  assert: () => import('./assert.ts'),
  async_status: () => import('./async_status.ts'),
  authorized_key: () => import('./authorized_key.ts'),
  blockinfile: () => import('./blockinfile.ts'),
  command: () => import('./command.ts'),
  copy: () => import('./copy.ts'),
  cron: () => import('./cron.ts'),
  deb822_repository: () => import('./deb822_repository.ts'),
  debconf: () => import('./debconf.ts'),
  debug: () => import('./debug.ts'),
  dnf: () => import('./dnf.ts'),
  docker: () => import('./docker.ts'),
  docker_container: () => import('./docker_container.ts'),
  dpkg_selections: () => import('./dpkg_selections.ts'),
  expect: () => import('./expect.ts'),
  fail: () => import('./fail.ts'),
  fetch: () => import('./fetch.ts'),
  file: () => import('./file.ts'),
  find: () => import('./find.ts'),
  gather_facts: () => import('./gather_facts.ts'),
  get_url: () => import('./get_url.ts'),
  getent: () => import('./getent.ts'),
  git: () => import('./git.ts'),
  group: () => import('./group.ts'),
  group_by: () => import('./group_by.ts'),
  hostname: () => import('./hostname.ts'),
  include_vars: () => import('./include_vars.ts'),
  ini_file: () => import('./ini_file.ts'),
  iptables: () => import('./iptables.ts'),
  known_hosts: () => import('./known_hosts.ts'),
  lineinfile: () => import('./lineinfile.ts'),
  locale_gen: () => import('./locale_gen.ts'),
  modprobe: () => import('./modprobe.ts'),
  mount: () => import('./mount.ts'),
  mount_facts: () => import('./mount_facts.ts'),
  package: () => import('./package.ts'),
  package_facts: () => import('./package_facts.ts'),
  pause: () => import('./pause.ts'),
  ping: () => import('./ping.ts'),
  pip: () => import('./pip.ts'),
  raw: () => import('./raw.ts'),
  reboot: () => import('./reboot.ts'),
  replace: () => import('./replace.ts'),
  rpm_key: () => import('./rpm_key.ts'),
  script: () => import('./script.ts'),
  service: () => import('./service.ts'),
  service_facts: () => import('./service_facts.ts'),
  set_fact: () => import('./set_fact.ts'),
  set_stats: () => import('./set_stats.ts'),
  setup: () => import('./setup.ts'),
  shell: () => import('./shell.ts'),
  slurp: () => import('./slurp.ts'),
  stat: () => import('./stat.ts'),
  subversion: () => import('./subversion.ts'),
  sysctl: () => import('./sysctl.ts'),
  systemd: () => import('./systemd.ts'),
  sysvinit: () => import('./sysvinit.ts'),
  tempfile: () => import('./tempfile.ts'),
  template: () => import('./template.ts'),
  timezone: () => import('./timezone.ts'),
  ufw: () => import('./ufw.ts'),
  unarchive: () => import('./unarchive.ts'),
  uri: () => import('./uri.ts'),
  user: () => import('./user.ts'),
  validate_argument_spec: () => import('./validate_argument_spec.ts'),
  wait_for: () => import('./wait_for.ts'),
  wait_for_connection: () => import('./wait_for_connection.ts'),
  yum_repository: () => import('./yum_repository.ts'),
}

/** Other names of the same module. */
const sameAs: Readonly<Record<string, string>> = { dnf5: 'dnf', systemd_service: 'systemd', yum: 'dnf' }

const names: ReadonlySet<string> = new Set([...Object.keys(files), ...Object.keys(sameAs)])

/** The names of all modules. */
export const moduleNames = (): ReadonlySet<string> => names

const loaded = new Map<string, Promise<AnyModule>>()

/** The module of that name (without collection); `undefined` when there is none. */
export const loadModule = (name: string): Promise<AnyModule> | undefined => {
  if (!names.has(name)) return undefined
  const file = sameAs[name] ?? name
  let module = loaded.get(file)
  if (!module) {
    module = files[file]?.().then((exports) => exports.default)
    if (module) loaded.set(file, module)
  }
  return module
}
