import { content } from '../remote/queries/content.ts'
import { openRefusal } from '../remote/queries/open-refusal.ts'
import { dict, Unknown } from '../values.ts'
import { ModuleFailure } from './kit/change.ts'
import { ask, defineModule } from './kit/module.ts'
import { path } from './kit/option.ts'

/** Fetches the content of a file, as Base64. */
export default defineModule({
  name: 'slurp',
  summary: 'Fetch the content of a file, as Base64.',
  options: { src: path({ required: true, aliases: ['path'], help: 'The file on the host.' }) },
  *inspect({ src }) {
    const { refusal } = yield* ask({ refusal: openRefusal(src) })
    if (refusal !== '') throw new ModuleFailure(words[refusal]?.(src) ?? `unable to slurp file: ${refusal}`)
    return { bytes: content(src) }
  },
  plan: () => [],
  returns: ({ options: { src: source }, before: { bytes } }) =>
    dict({ content: bytes?.toString('base64') ?? new Unknown(`the content of ${source}`), source, encoding: 'base64' }),
})

const words: Readonly<Record<string, (path: string) => string>> = {
  'No such file or directory': (path) => `file not found: ${path}`,
  'Permission denied': (path) => `file is not readable: ${path}`,
  'Is a directory': (path) => `source is a directory and must be a file: ${path}`,
}
