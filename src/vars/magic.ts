/** The variables that every template has without anybody defining them. */
import { allEnvironment, playOf, roleOf } from '../playbook/inheritance.ts'
import { searchPath } from '../playbook/modules/search-path.ts'
import type { AnyTask, Role } from '../playbook/types.ts'
import { omit, type Value } from '../values.ts'
import { LazyDict } from './lazy-dict.ts'
import { allDependencies } from './role-layers.ts'
import type { Place, PlayVariables, Variables } from './variables.ts'

/** The magic variables of a place, each made when it is asked for. */
export const magicVariables = (variables: Variables, place: Place): LazyDict => {
  const { options } = variables.run
  const makers = makersFor(variables, place)
  const own = LazyDict.of(makers)
  return new LazyDict(
    () => [...(options.keys() as Iterable<string>), ...(own.keys() as Iterable<string>)],
    (name) => (own.has(name) ? own.get(name) : options.get(name)),
  )
}

type Makers = Readonly<Record<string, () => Value | undefined>>

const makersFor = (variables: Variables, place: Place): Makers => ({
  omit: () => omit,
  groups: () => variables.run.inventory.groups(),
  hostvars: () => variables.run.hostvars(place),
  vars: () => variables.run.vars(place),
  ...(place.host === undefined ? {} : hostMakers(variables, place.host)),
  ...(place.play === undefined ? {} : playMakers(place.play)),
  ...roleMakers(place.task && roleOf(place.task)),
  ...(place.task ? taskMakers(place.task) : {}),
})

const taskMakers = (task: AnyTask): Makers => ({
  environment: () => [...allEnvironment(task)],
  ansible_search_path: () => [...searchPath(task, playOf(task).directory)],
})

const hostMakers = ({ run: { inventory } }: Variables, host: string): Makers => ({
  inventory_hostname: () => host,
  inventory_hostname_short: () => host.split('.')[0] ?? host,
  group_names: () => [...inventory.groupNames(host)],
  inventory_file: () => inventory.source(host).file,
  inventory_dir: () => inventory.source(host).directory,
})

const playMakers = (play: PlayVariables): Makers => {
  const dependencies = (): string[] => unique(play.roles.all.flatMap(allDependencies).map(roleName))
  const names = (): string[] => play.roles.all.map(roleName)
  return {
    playbook_dir: () => play.play.directory,
    ansible_play_name: () => play.play.name ?? play.play.hosts,
    ansible_play_hosts_all: () => [...play.hostsAll],
    ansible_play_hosts: () => [...play.hosts()],
    ansible_play_batch: () => [...play.batch()],
    play_hosts: () => [...play.batch()],
    ansible_play_role_names: names,
    role_names: names,
    ansible_dependent_role_names: dependencies,
    ansible_role_names: () => unique([...dependencies(), ...names()]),
  }
}

const roleMakers = (role: Role | undefined): Makers =>
  role === undefined
    ? {}
    : {
        role_name: () => role.name,
        ansible_role_name: () => roleName(role),
        role_path: () => role.path,
        ansible_collection_name: () => role.collection ?? null,
      }

const roleName = (role: Role): string => (role.collection ? `${role.collection}.${role.name}` : role.name)

const unique = (names: readonly string[]): string[] => [...new Set(names)]
