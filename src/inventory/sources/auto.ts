import { userError } from '../../errors.ts'
import { isReadable } from '../../util/accessible.ts'
import { isDict } from '../../values.ts'
import { loadYaml } from '../../yaml/load.ts'
import { readText } from '../../yaml/load-file.ts'
import { positionOfValue } from '../../yaml/positions.ts'
import type { InventorySource } from '../source.ts'

/** YAML files that name the source they configure in `plugin:`. */
export const autoSource: InventorySource = {
  name: 'auto',
  accepts: (path) => /\.ya?ml$/.test(path) && isReadable(path),
  read(path, context) {
    const { vault, inventory } = context
    const config = loadYaml(readText(path, { vault }), { file: path, vault })
    const plugin = isDict(config) ? config.get('plugin') : undefined
    if (!plugin) {
      throw userError(`no root 'plugin' key found, '${path}' is not a valid YAML inventory plugin config file`)
    }
    const position = isDict(config) ? positionOfValue(config, 'plugin') : undefined
    const source = context.sourceNamed(String(plugin))
    if (!source) throw userError(`inventory config '${path}' specifies unknown plugin '${String(plugin)}'`, position)
    if (!source.accepts(path, context)) {
      const message = `inventory source '${path}' could not be verified by inventory plugin '${String(plugin)}'`
      throw userError(message, position)
    }
    inventory.rules.debug(1, `Using inventory plugin '${source.name}' to process inventory source '${path}'`)
    source.read(path, context)
  },
}
