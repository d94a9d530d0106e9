/** `module_defaults: {group/NAME: …}`: which modules a group of actions holds. */
import { UserError } from '../../errors.ts'
import { isDict, type Value } from '../../values.ts'
import type { Project } from '../project.ts'
import type { Play } from '../types.ts'
import { collectionRuntime, movedTo } from './collection-runtime.ts'
import { qualifiedName } from './module-names.ts'

type Of = Pick<Play, 'directory'>

/** Groups that were Ansible's own once: each is all of some of a collection's. */
const formerGroups: Readonly<Record<string, readonly string[]>> = {
  acme: ['community.crypto.acme'],
  aws: ['amazon.aws.aws', 'community.aws.aws'],
  azure: ['azure.azcollection.azure'],
  cpm: ['wti.remote.cpm'],
  docker: ['community.general.docker', 'community.docker.docker'],
  gcp: ['google.cloud.gcp'],
  k8s: ['community.kubernetes.k8s', 'community.general.k8s', 'community.kubevirt.k8s', 'community.okd.k8s'],
  os: ['openstack.cloud.os'],
  ovirt: ['ovirt.ovirt.ovirt', 'community.general.ovirt'],
  vmware: ['community.vmware.vmware'],
}

export interface ActionGroup {
  /** With the collection. */
  readonly name: string
  /** Whether a module of that full name is in it. */
  readonly holds: (module: string) => boolean
}

/**
 * The group of that name, `NAME` or `namespace.collection.NAME`. Raises where its collection has no such group. One of a
 * collection that is not installed is that whole collection: some of its modules may be built in.
 */
export const actionGroup = (project: Project, play: Of, name: string): ActionGroup => {
  const full = qualifiedName(name) ? name : `ansible.builtin.${name}`
  const members = membersOf({ project, play, seen: new Set() }, full)
  if (members === undefined)
    throw new UserError({
      message: `Error loading module_defaults: could not resolve the module_defaults group ${full}`,
      position: undefined,
    })
  return { name: full, holds: (module) => members.some((member) => member === module || isWithin(module, member)) }
}

/** `acme.tools.*` stands for the whole collection. */
const isWithin = (module: string, member: string): boolean =>
  member.endsWith('.*') && module.startsWith(member.slice(0, -1))

interface Walk {
  readonly project: Project
  readonly play: Of
  /** The groups that were gone through: they may extend one another. */
  readonly seen: Set<string>
}

const membersOf = (walk: Walk, group: string): readonly string[] | undefined => {
  if (walk.seen.has(group)) return []
  walk.seen.add(group)
  const [collection, name] = qualifiedName(group)!
  if (collection === 'ansible.builtin') return formerGroups[name]?.flatMap((other) => membersOf(walk, other) ?? [])
  const runtime = collectionRuntime(walk.project, walk.play, collection)
  if (runtime === undefined) return [`${collection}.*`]
  return runtime.group(group, name)?.flatMap((member) => namesOf(walk, collection, member))
}

/** A member is a module, or says which other groups belong to this one. */
const namesOf = (walk: Walk, collection: string, member: Value): readonly string[] => {
  const inFull = (name: string): string => (qualifiedName(name) ? name : `${collection}.${name}`)
  if (typeof member !== 'string') return extended(member).flatMap((group) => membersOf(walk, inFull(group)) ?? [])
  const action = inFull(member)
  return [movedTo(walk.project, walk.play, { action, collections: [] }) ?? action]
}

const extended = (member: Value): readonly string[] => {
  const metadata = isDict(member) ? member.get('metadata') : undefined
  const groups = isDict(metadata) ? metadata.get('extend_group') : undefined
  return (Array.isArray(groups) ? groups : [groups]).filter((group) => typeof group === 'string')
}
