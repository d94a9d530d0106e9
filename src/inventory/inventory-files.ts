/** What belongs to an inventory beside its hosts and groups: its sources and the files of variables next to them. */
import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Inventory } from './inventory.ts'
import { type InventoryOptions, inventoryDefaults } from './options.ts'
import type { VarsFilesReader } from './vars-files.ts'

/** An inventory that was loaded from sources. */
export interface LoadedInventory extends Inventory {
  /** The sources as given. */
  readonly sources: readonly string[]
  /** The folders of the sources, where group_vars and host_vars are looked for. */
  readonly folders: readonly string[]
  readonly options: InventoryOptions
  readonly reader: VarsFilesReader
}

/** A fresh reader of files of variables. */
export const varsFilesReader = (options: InventoryOptions): VarsFilesReader => {
  const tell = options.warn ?? (() => {})
  return {
    extensions: options.yamlExtensions ?? inventoryDefaults.yamlExtensions,
    vault: options.vault,
    warn: ({ message }) => tell(message),
    tell,
    folders: new Map(),
    files: new Map(),
  }
}

/** The folders of the sources, where group_vars and host_vars are looked for. */
export const sourceFolders = (sources: readonly string[]): string[] =>
  sources.flatMap((source) => {
    const stat = statSync(source, { throwIfNoEntry: false })
    if (stat?.isDirectory()) return [source]
    return source.includes(',') && !existsSync(source) ? [] : [dirname(source)]
  })
