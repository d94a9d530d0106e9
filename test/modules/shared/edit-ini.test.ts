import { expect, test } from 'vitest'
import { editIni, type IniOptions } from '../../../src/modules/shared/edit-ini.ts'

const usual: IniOptions = {
  section: 'a',
  option: 'x',
  value: undefined,
  values: undefined,
  section_has_values: undefined,
  state: 'present',
  exclusive: true,
  no_extra_spaces: false,
  ignore_spaces: false,
  allow_no_value: false,
  modify_inactive_option: true,
}

test.each<[string, string, Partial<IniOptions>, string, string]>([
  ['a new file', '', { value: '1' }, '\n[a]\nx = 1\n', 'section and option added'],
  ['a new section', '[b]\n', { value: '1', no_extra_spaces: true }, '[b]\n[a]\nx=1\n', 'section and option added'],
  ['only a section', '[b]\n', { option: undefined, allow_no_value: true }, '[b]\n[a]\n', 'only section added'],
  ['another value', '[a]\nx=1\ny=2\n', { value: '2' }, '[a]\nx = 2\ny=2\n', 'option changed'],
  ['the same value', '[a]\nx = 1\n', { value: '1' }, '[a]\nx = 1\n', 'OK'],
  ['other spaces', '[a]\nx=1\n', { value: '1' }, '[a]\nx = 1\n', 'option changed'],
  ['spaces that do not matter', '[a]\nx=1\n', { value: '1', ignore_spaces: true }, '[a]\nx=1\n', 'OK'],
  ['a missing line end', '[a]\nx = 1', { value: '1' }, '[a]\nx = 1\n', 'OK'],
  ['a line in a comment', '[a]\n#x = 1\n', { value: '2' }, '[a]\nx = 2\n', 'option changed'],
  [
    'a comment that stays',
    '[a]\n#x = 1\n',
    { value: '2', modify_inactive_option: false },
    '[a]\nx = 2\n#x = 1\n',
    'option added',
  ],
  ['above all sections', 'y=1\n\n[a]\n', { section: undefined, value: '1' }, 'y=1\nx = 1\n\n[a]\n', 'option added'],
  ['below what is there', '[a]\ny=1\n# c\n\n[b]\n', { value: '1' }, '[a]\ny=1\nx = 1\n# c\n\n[b]\n', 'option added'],
  ['several values', '[a]\nx=1\nx=2\nx=3\n', { values: ['3', '4'] }, '[a]\nx = 4\nx = 3\n', 'option changed'],
  [
    'values beside others',
    '[a]\nx=1\n',
    { values: ['2', '3'], exclusive: false },
    '[a]\nx=1\nx = 2\nx = 3\n',
    'option added',
  ],
  ['no value', '[a]\nx=1\n', { allow_no_value: true }, '[a]\nx\n', 'option changed'],
  ['no value anew', '[a]\n', { allow_no_value: true }, '[a]\nx\n', 'option added'],
  ['removal', '[a]\nx=1\n#x=2\nx = 3\ny=1\n', { state: 'absent' }, '[a]\n#x=2\ny=1\n', 'option changed'],
  [
    'removal of a value',
    '[a]\nx=1\nx=2\n',
    { state: 'absent', value: '2', exclusive: false },
    '[a]\nx=1\n',
    'option changed',
  ],
  [
    'removal of a section',
    '[b]\n[a]\nx=1\n[c]\n',
    { state: 'absent', option: undefined },
    '[b]\n[c]\n',
    'section removed',
  ],
  ['removal of nothing', '[b]\nx=1\n', { state: 'absent' }, '[b]\nx=1\n', 'OK'],
  [
    'one of two sections',
    '[a]\nid=1\n[a]\nid=2\n',
    { value: '9', section_has_values: [{ option: 'id', value: '2', values: undefined }] },
    '[a]\nid=1\n[a]\nid=2\nx = 9\n',
    'option added',
  ],
  [
    'a section like no other',
    '[a]\nid=1\n',
    { value: '9', section_has_values: [{ option: 'id', value: '3', values: undefined }] },
    '[a]\nid=1\n[a]\nid = 3\nx = 9\n',
    'section and option added',
  ],
])('%s', (_what, text, options, expected, msg) => {
  const edited = editIni(text, { ...usual, ...options })
  expect(edited).toEqual({ text: expected, changed: text !== expected, msg })
})
