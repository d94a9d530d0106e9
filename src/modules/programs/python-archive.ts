/** A module written in Python and what of the project it imports, in one archive. */
import { readFile } from 'node:fs/promises'
import type { ZipEntry } from '../../util/zip.ts'
import { importsOf, type PythonFile, type PythonImport } from './python-imports.ts'
import { type Archive, archiveOf } from './python-library.ts'

/** Finds a project's own Python code by its full name. */
export type FindPython = (name: string) => FoundPython | undefined

/** The file of a Python module or package. */
export interface FoundPython {
  readonly path: string
  readonly isPackage: boolean
}

/** A module to put together. */
export interface PythonModule {
  /** Its full name: `ansible.modules.greet`, `ansible_collections.acme.tools.plugins.modules.greet`. */
  readonly name: string
  readonly path: string
  readonly content: Buffer
}

/** An import that neither the project nor our library has. */
export interface MissingImport {
  readonly name: string
  readonly file: string
  readonly line: number
}

/** A module with all that goes with it. */
export interface PythonProgram {
  readonly name: string
  readonly archive: Archive
  readonly missing: readonly MissingImport[]
}

/** Where what is imported may be. */
export interface PythonSources {
  readonly find: FindPython
  /** What our library has. */
  readonly library: ReadonlySet<string>
}

/** Puts a module and the project's code that it imports, itself or by way of other such code, into an archive. */
export const pythonProgram = async (module: PythonModule, sources: PythonSources): Promise<PythonProgram> => {
  const collected = new Collected(sources)
  await collected.add({ name: module.name, path: module.path, isPackage: false, content: prepared(module.content) })
  return { name: module.name, archive: archiveOf(collected.entries()), missing: collected.missing }
}

/** Old modules have a place for the library in their text. */
const prepared = (content: Buffer): Buffer => {
  const text = content.toString('latin1')
  const replaced = text.replace(/#\s*<<INCLUDE_ANSIBLE_MODULE_COMMON>>/g, 'from ansible.module_utils.basic import *')
  return Buffer.from(replaced, 'latin1')
}

interface Source extends FoundPython {
  readonly name: string
  readonly content: Buffer
}

class Collected {
  readonly missing: MissingImport[] = []
  readonly #sources: PythonSources
  readonly #files = new Map<string, ZipEntry>()

  constructor(sources: PythonSources) {
    this.#sources = sources
  }

  entries(): readonly ZipEntry[] {
    return [...this.#files.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  async add({ name, path, isPackage, content }: Source): Promise<void> {
    const place = `${name.replaceAll('.', '/')}${isPackage ? '/__init__' : ''}.py`
    this.#files.set(name, { name: place, content })
    await this.#addPackagesOf(name)
    const file: PythonFile = { text: content.toString('latin1'), name, isPackage }
    for (const found of importsOf(file)) await this.#addImport(found, path)
  }

  /** The packages that a name lies in; those without a file of their own get an empty one. */
  async #addPackagesOf(name: string): Promise<void> {
    for (let end = name.lastIndexOf('.'); end > 0; end = name.lastIndexOf('.', end - 1)) {
      const parent = name.slice(0, end)
      if (this.#files.has(parent) || ours.has(parent)) continue
      const found = this.#sources.find(parent)
      if (found?.isPackage) await this.#read(parent, found)
      else this.#files.set(parent, { name: `${parent.replaceAll('.', '/')}/__init__.py`, content: Buffer.alloc(0) })
    }
  }

  async #addImport({ module, name, line, optional }: PythonImport, file: string): Promise<void> {
    if (!/^ansible(?:_collections|\.module_utils)(?:\.|$)/.test(module)) return
    const hasModule = await this.#has(module)
    // What is taken from a package may be a module in it.
    const hasName = name !== undefined && name !== '*' && (await this.#has(`${module}.${name}`))
    const isFolder = module === 'ansible.module_utils'
    if (hasName || (hasModule && !isFolder) || optional) return
    const wanted = isFolder && name !== undefined ? `${module}.${name}` : module
    this.missing.push({ name: wanted, file, line })
  }

  async #has(name: string): Promise<boolean> {
    if (this.#files.has(name)) return true
    const found = this.#sources.find(name)
    if (found) await this.#read(name, found)
    return found !== undefined || this.#sources.library.has(name)
  }

  async #read(name: string, { path, isPackage }: FoundPython): Promise<void> {
    await this.add({ name, path, isPackage, content: await readFile(path) })
  }
}

/** Packages that the library has itself. */
const ours = new Set(['ansible', 'ansible.module_utils', 'ansible.modules'])
