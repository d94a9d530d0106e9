/** Installed collections: where their roles and playbooks are. */
import { statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Project } from '../project.ts'
import { programIn } from './programs.ts'

/** A part of a collection to look for. */
export interface CollectionSearch {
  readonly kind: 'roles' | 'playbooks' | 'plugins/modules'
  /** `namespace.collection.name`, or a bare name that is looked for in `collections`. */
  readonly name: string
  readonly collections: readonly string[]
}

/** A part of a collection that was found. */
export interface FoundInCollection {
  readonly name: string
  readonly path: string
  readonly collection: string
}

/** Finds a role or playbook in the collections installed beside the playbook and along the collections path. */
export const findInCollections = (
  project: Project,
  play: { readonly directory: string },
  { kind, name, collections }: CollectionSearch,
): FoundInCollection | undefined => {
  const full = qualified.exec(kind === 'playbooks' ? withoutExtension(name) : name)
  const names = full ? [full[1]!] : collections
  const part = full ? full[2]!.replaceAll('.', '/') : name
  for (const collection of names) {
    for (const root of collectionRoots(project, play)) {
      const path = join(root, collection.replace('.', '/'), kind, part)
      const found = finders[kind](project, path)
      if (found) return { name: full ? full[2]! : name, path: found, collection }
    }
  }
  return undefined
}

/** The file of a playbook that is named by its collection, with or without its extension, along some paths. */
export const playbookInCollections = (name: string, paths: () => readonly string[]): string | undefined => {
  const [, collection, part] = qualified.exec(withoutExtension(name)) ?? []
  if (collection === undefined || part === undefined) return undefined
  return folders(paths())
    .map((root) => withExtension(join(root, collection.replace('.', '/'), 'playbooks', part.replaceAll('.', '/'))))
    .find((file) => file !== undefined)
}

const finders: Readonly<Record<CollectionSearch['kind'], (project: Project, path: string) => string | undefined>> = {
  roles: (_, path) => (isDirectory(path) ? path : undefined),
  playbooks: (_, path) => withExtension(path),
  'plugins/modules': (project, path) => programIn(project, dirname(path), basename(path)),
}

/** The collection a file lies in: `acme.tools` for `…/ansible_collections/acme/tools/playbooks/site.yml`. */
export const collectionOf = (path: string): string | undefined => {
  const match = /\/ansible_collections\/([^/]+)\/([^/]+)\//.exec(path)
  return match ? `${match[1]}.${match[2]}` : undefined
}

const qualified = /^([a-z_0-9]+\.[a-z_0-9]+)\.([a-z_0-9]+(?:\.[a-z_0-9]+)*)$/i

/** The folders `ansible_collections` that are searched, in order. */
export const collectionRoots = (project: Project, { directory }: { readonly directory: string }): string[] =>
  folders([join(directory, 'collections'), join(project.directory, 'collections'), ...project.collectionsPath])

const folders = (paths: readonly string[]): string[] =>
  [...new Set(paths)].map((path) =>
    basename(path) === 'ansible_collections' ? path : join(path, 'ansible_collections'),
  )

const withoutExtension = (name: string): string => name.replace(/\.ya?ml$/, '')

const withExtension = (path: string): string | undefined =>
  ['', '.yml', '.yaml']
    .map((extension) => path + extension)
    .find((file) => statSync(file, { throwIfNoEntry: false })?.isFile())

const isDirectory = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
