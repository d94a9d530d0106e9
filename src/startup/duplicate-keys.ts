import type { Config } from '../config/config.ts'
import { type Diagnostic, UserError } from '../errors.ts'
import type { EventSink } from '../events.ts'

/** What `duplicate_dict_key` says of a key that a mapping has twice: warn, refuse the file, or take the last. */
export const duplicateKeys = (config: Config, emit: EventSink): ((found: Diagnostic) => void) => {
  switch (config.get('DUPLICATE_YAML_DICT_KEY')) {
    case 'ignore':
      return () => undefined
    case 'error':
      return (found) => {
        throw new UserError({ ...found, message: found.message.replace(/ Using last defined value only\.$/, '') })
      }
    default:
      return ({ message, position }) => emit({ type: 'notice', level: 'warning', message, position })
  }
}
