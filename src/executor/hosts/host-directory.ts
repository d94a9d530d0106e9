import type { Dict } from '../../values.ts'
import type { InventoryVariables } from '../../vars/variables.ts'

/** The inventory as the executor needs it. */
export interface HostDirectory extends InventoryVariables {
  /** Names of the hosts that match a pattern or a list of them, in the inventory's order, within `--limit`. */
  match(pattern: string | readonly string[]): readonly string[]
  /** The inventory's name for what `delegate_to` says: a host's name, or one whose address that is. */
  resolve(name: string): string
  has(name: string): boolean
  /** Returns whether anything changed. */
  addHost(name: string, groups: readonly string[], variables: Dict): boolean
  /** Returns whether anything changed. */
  addGroup(name: string, parents: readonly string[], host: string): boolean
  /** Reads all sources again. */
  refresh(): Promise<void>
}
