/** How the many spellings of an action's name map to the names of our modules. */

/**
 * The name a module has here: `copy` for `ansible.builtin.copy`, `docker_container` for
 * `community.docker.docker_container`. A name of any other collection stays as it is.
 */
export const moduleNameOf = (action: string): string => {
  const [, collection, name] = /^([a-z_0-9]+\.[a-z_0-9]+)\.([a-z_0-9]+)$/i.exec(action) ?? []
  if (collection === undefined || name === undefined) return action
  if (collection === 'ansible.builtin' || collection === 'ansible.legacy') return name
  return shortNamed.has(collection) && !builtin.has(name) ? name : action
}

/** The names to try for an action, in order: those of the collections to search, then its own. */
export const candidateModules = (action: string, collections: readonly string[] = []): readonly string[] =>
  action.includes('.') || collections.length === 0
    ? [moduleNameOf(action)]
    : [...collections.map((collection) => moduleNameOf(`${collection}.${action}`)), action]

/** `acme.tools` and `widget` of `acme.tools.widget`; `undefined` for a bare name. */
export const qualifiedName = (name: string): readonly [collection: string, rest: string] | undefined => {
  const [, collection, rest] = /^(\w+\.\w+)\.(.+)$/.exec(name) ?? []
  return collection === undefined || rest === undefined ? undefined : [collection, rest]
}

/** True for `name`, `ansible.builtin.name` and `ansible.legacy.name`. */
export const isBuiltin = (action: string, name: string): boolean =>
  action === name || action === `ansible.builtin.${name}` || action === `ansible.legacy.${name}`

/** Collections whose modules go by their short names as well: they were part of Ansible once. */
export const shortNamed: ReadonlySet<string> = new Set([
  'ansible.posix',
  'amazon.aws',
  'community.aws',
  'community.crypto',
  'community.docker',
  'community.general',
  'community.mysql',
  'community.postgresql',
  'community.rabbitmq',
  'community.zabbix',
  'containers.podman',
  'kubernetes.core',
])

/** A module of these names is never meant by a collection's. */
const builtin: ReadonlySet<string> = new Set(
  `add_host apt apt_key apt_repository assemble assert async_status blockinfile command copy cron deb822_repository
  debconf debug dnf dnf5 dpkg_selections expect fail fetch file find gather_facts get_url getent git group group_by
  hostname import_playbook import_role import_tasks include_role include_tasks include_vars iptables known_hosts
  lineinfile meta mount_facts package package_facts pause ping pip raw reboot replace rpm_key script service
  service_facts set_fact set_stats setup shell slurp stat subversion systemd systemd_service sysvinit tempfile template
  unarchive uri user validate_argument_spec wait_for wait_for_connection yum yum_repository`.split(/\s+/),
)
