import { content } from '../remote/queries/content.ts'
import { stat } from '../remote/queries/stat.ts'
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
    const { found } = yield* ask({ found: stat(src, { follow: true }) })
    if (!found) throw new ModuleFailure(`file not found: ${src}`)
    if (found.kind === 'directory') throw new ModuleFailure(`source is a directory and must be a file: ${src}`)
    return { found: stat(src, { follow: true }), bytes: content(src) }
  },
  plan: () => [],
  returns: ({ options: { src: source }, before: { bytes } }) =>
    dict({ content: bytes?.toString('base64') ?? new Unknown(`the content of ${source}`), source, encoding: 'base64' }),
})
