import { placedFile } from '../remote/queries/placed-file.ts'
import { dict } from '../values.ts'
import { ModuleFailure } from './kit/change.ts'
import { defineModule } from './kit/module.ts'
import { bool, choice, list, path, record, str } from './kit/option.ts'
import { editFile, readText, refuseDirectory } from './shared/edit-file.ts'
import { editIni, type IniOptions } from './shared/edit-ini.ts'
import { attributeQueries, fileAttributeOptions } from './shared/file-attributes.ts'
import { backupOf } from './shared/place-file.ts'

/** Keeps options in files of sections. */
export default defineModule({
  name: 'ini_file',
  collection: 'community.general',
  summary: 'Keep options in files of sections, as INI files are.',
  options: {
    path: path({ required: true, aliases: ['dest'], help: 'The file.' }),
    section: str({ help: 'The section; the option stands above all sections unless told.' }),
    section_has_values: list(
      record({
        option: str({ required: true, help: 'An option.' }),
        value: str({ help: 'Its value.' }),
        values: list(str(), { help: 'Its values.' }),
      }),
      { help: 'What the section has that is meant, where several have its name.' },
    ),
    option: str({ help: 'The option; the whole section unless told.' }),
    value: str({ help: 'Its value.' }),
    values: list(str(), { help: 'Its values, each on a line.' }),
    backup: bool({ default: false, help: 'Keep a copy of the file before it is changed.' }),
    state: choice(['absent', 'present'], { default: 'present', help: 'Whether it is to be there.' }),
    exclusive: bool({ default: true, help: 'The option is to have no other values.' }),
    no_extra_spaces: bool({ default: false, help: 'No spaces around the equals sign.' }),
    ignore_spaces: bool({ default: false, help: 'Do not change a line for its spaces.' }),
    allow_no_value: bool({ default: false, help: 'The option may have no value and no equals sign.' }),
    modify_inactive_option: bool({ default: true, help: 'Take a line in a comment for the option.' }),
    create: bool({ default: true, help: 'Make the file where it is not there.' }),
    follow: bool({ default: false, help: 'Change the file that a link points to.' }),
    ...fileAttributeOptions,
  },
  rules: { mutuallyExclusive: [['value', 'values']] },
  inspect: (options) => ({
    placed: placedFile({ dest: options.path, follow: options.follow, limit: 64 * 1024 * 1024 }),
    ...attributeQueries(options, options.path),
  }),
  plan(options, { placed, ...accounts }) {
    check(options)
    refuseDirectory(options.path, placed)
    const before = readText(placed)
    if (!before && !options.create) {
      throw new ModuleFailure(`Destination ${options.path} does not exist!`, dict({ rc: 257 }))
    }
    const { text, changed } = edit(options, before?.text)
    if (!before && !changed) return []
    return editFile({ ...options, validate: undefined }, { placed, accounts, text, encoding: before?.encoding })
  },
  returns: ({ options, before, changed }) => {
    const { msg } = edit(options, readText(before.placed)?.text)
    return dict({ msg, path: options.path, backup_file: changed ? backupOf(options, before.placed) : undefined })
  },
})

const check = ({ state, allow_no_value, value, values = [] }: IniOptions): void => {
  if (state === 'absent' || allow_no_value || value !== undefined || values.length > 0) return
  throw new ModuleFailure("Parameter 'value(s)' must be defined if state=present and allow_no_value=False.")
}

/** Without the mark of UTF-8 at the start of the text. */
const edit = (options: IniOptions, text = '') => {
  const plain = text.replace(/^\uFEFF/, '')
  const edited = editIni(plain, options)
  return edited.changed ? edited : { ...edited, text }
}
