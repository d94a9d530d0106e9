/** The arguments of a module that is a program, in the forms that programs read. */
import { quote } from '../../remote/sh.ts'
import { dumpJson } from '../../util/python-json.ts'
import { type Dict, dict, isDict, Secret, type Value } from '../../values.ts'
import type { ProgramStyle } from './style.ts'

/** What a module is told besides its arguments. */
export interface ProgramSettings {
  readonly name: string
  readonly check: boolean
  readonly diff: boolean
  /** What it is told and tells is secret. */
  readonly hidden: boolean
  readonly verbosity: number
  /** A folder it may use. */
  readonly directory: string
}

/** The arguments with the settings that every module is given. */
export const programArguments = (
  args: Dict,
  { name, check, diff, hidden, verbosity, directory }: ProgramSettings,
): Dict =>
  new Map([
    ...[...args].map(([key, value]): [Value, Value] => [key, opened(value)]),
    ...dict({
      _ansible_check_mode: check,
      _ansible_no_log: hidden,
      _ansible_debug: false,
      _ansible_diff: diff,
      _ansible_verbosity: verbosity,
      _ansible_version: '2.19.0',
      _ansible_module_name: name,
      _ansible_syslog_facility: 'LOG_USER',
      _ansible_selinux_special_fs: ['fuse', 'nfs', 'vboxsf', 'ramfs', '9p', 'vfat'],
      _ansible_string_conversion_action: 'warn',
      _ansible_socket: null,
      _ansible_shell_executable: '/bin/sh',
      _ansible_keep_remote_files: false,
      _ansible_tmpdir: directory,
      _ansible_remote_tmp: directory,
    }),
  ])

const opened = (value: Value): Value => {
  if (value instanceof Secret) return value.reveal()
  if (Array.isArray(value)) return value.map(opened)
  return isDict(value) ? new Map([...value].map(([key, item]) => [key, opened(item)])) : value
}

/** The content of the file that a module of that style reads. */
export const argumentsFile = (args: Dict, style: ProgramStyle): string => {
  if (style === 'key-value') return [...args].map(([key, value]) => `${key}=${quote(word(value))} `).join('')
  return asJson(args)
}

/** JSON text of arguments. */
export const asJson = (args: Dict): string => dumpJson(args, { other: String })

/** A value as Python would print it. */
const word = (value: Value): string => {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return typeof value === 'object' ? dumpJson(value, { other: String }) : String(value)
}
