import { withoutBuiltin } from '../util/without-builtin.ts'
import type { InventorySource } from './source.ts'
import { advancedHostListSource } from './sources/advanced-host-list.ts'
import { autoSource } from './sources/auto.ts'
import { constructedSource } from './sources/constructed.ts'
import { generatorSource } from './sources/generator.ts'
import { hostListSource } from './sources/host-list.ts'
import { iniSource } from './sources/ini.ts'
import { scriptSource } from './sources/script.ts'
import { tomlSource } from './sources/toml.ts'
import { yamlSource } from './sources/yaml.ts'

const sources: ReadonlyMap<string, InventorySource> = new Map(
  [
    hostListSource,
    advancedHostListSource,
    scriptSource,
    autoSource,
    yamlSource,
    iniSource,
    tomlSource,
    constructedSource,
    generatorSource,
  ].map((source) => [source.name, source]),
)

/** The source of a plugin's name, also a fully qualified one. */
export const findSource = (name: string): InventorySource | undefined => sources.get(withoutBuiltin(name))
