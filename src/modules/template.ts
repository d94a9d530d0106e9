import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { placedFile } from '../remote/queries/placed-file.ts'
import { bytesOfText } from '../util/escaped-bytes.ts'
import { encodeSingleByte } from '../util/single-byte.ts'
import { dict, Unknown } from '../values.ts'
import { ModuleFailure } from './kit/change.ts'
import { defineModule } from './kit/module.ts'
import { bool, path, str } from './kit/option.ts'
import { attributeQueries, fileAttributeOptions } from './shared/file-attributes.ts'
import { modeText } from './shared/file-mode.ts'
import { backupOf, placedResult, placeFile, sourceOf, unknownSource } from './shared/place-file.ts'

const newlines = { '\\n': '\n', '\\r': '\r', '\\r\\n': '\r\n' } as const

/** Renders a template on the controller and puts the text into a file of the host. */
export default defineModule({
  name: 'template',
  summary: 'Render a template and put the text into a file on the host.',
  options: {
    src: str({ required: true, help: 'The template, on the controller.' }),
    dest: path({ required: true, help: 'Where the text goes: a file, or a directory.' }),
    backup: bool({ default: false, help: 'Keep a copy of the file before it is changed.' }),
    force: bool({ default: true, help: 'Replace a file that is there.' }),
    follow: bool({ default: false, help: 'Follow a link at the destination.' }),
    validate: str({ help: 'A command that must succeed on the new file; `%s` stands for its name.' }),
    newline_sequence: str({ default: '\n', help: 'What ends a line: `\\n`, `\\r` or `\\r\\n`.' }),
    output_encoding: str({ default: 'utf-8', help: 'The encoding of the file.' }),
    block_start_string: str({ help: 'What starts a statement.' }),
    block_end_string: str({ help: 'What ends a statement.' }),
    variable_start_string: str({ help: 'What starts an expression.' }),
    variable_end_string: str({ help: 'What ends an expression.' }),
    comment_start_string: str({ help: 'What starts a comment.' }),
    comment_end_string: str({ help: 'What ends a comment.' }),
    trim_blocks: bool({ default: true, help: 'Remove the newline after a statement.' }),
    lstrip_blocks: bool({ default: false, help: 'Remove blanks before a statement.' }),
    ...fileAttributeOptions,
  },
  rules: { missing: 'src and dest are required' },
  async prepare({ src, newline_sequence, output_encoding, ...rest }, controller) {
    const sequence = newlines[newline_sequence as keyof typeof newlines] ?? newline_sequence
    if (!['\n', '\r', '\r\n'].includes(sequence)) {
      throw new ModuleFailure('newline_sequence needs to be one of: \n, \r or \r\n')
    }
    const file = controller.find('templates', src)
    const text = await controller.render(file, { ...rest, newline_sequence: sequence })
    const mode = rest.mode === 'preserve' ? modeText(statSync(file).mode & 0o7777) : rest.mode
    if (text instanceof Unknown) return { file, mode, source: unknownSource(text, file) }
    return { file, mode, source: sourceOf(encode(text, output_encoding), file) }
  },
  inspect: (options, { file, mode, source }) => ({
    placed: placedFile({
      dest: options.dest,
      basename: templateName(file),
      wanted: source.sha1,
      follow: options.follow,
    }),
    ...attributeQueries({ ...options, mode }, options.dest),
  }),
  plan: (options, { placed, ...accounts }, { source, mode }) =>
    placeFile({ ...options, mode }, { source, placed, accounts, copied: true }),
  returns: ({ options, prepared: { source }, before, after, changed }) =>
    dict({
      ...placedResult({ source, before: before.placed, after: after.placed }, changed),
      backup_file: changed ? backupOf(options, before.placed) : undefined,
    }),
})

/** In a directory the file has the template's name. */
const templateName = (file: string): string => basename(file)

const encode = (text: string, encoding: string): Buffer => {
  const name = (encoding || 'utf8').toLowerCase().replace(/[-_]/g, '')
  if (name === 'utf8') return bytesOfText(text)
  if (name === 'latin1' || name === 'iso88591' || name === 'ascii') return Buffer.from(text, 'latin1')
  if (name === 'utf16le') return Buffer.from(text, 'utf16le')
  const bytes = encodeSingleByte(text, encoding)
  if (bytes === undefined) throw new ModuleFailure(`the text can not be written in the encoding ${encoding}`)
  return bytes
}
