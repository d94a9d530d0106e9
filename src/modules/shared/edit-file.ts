/** Editing a text file of the host: what `lineinfile`, `blockinfile` and `replace` have in common. */
import type { PlacedFile } from '../../remote/queries/placed-file.ts'
import { placedFile } from '../../remote/queries/placed-file.ts'
import type { Query } from '../../remote/query.ts'
import { dict } from '../../values.ts'
import { type Change, ModuleFailure } from '../kit/change.ts'
import type { AttributeAnswers } from './file-attributes.ts'
import { type PlaceOptions, placeFile, sourceOf } from './place-file.ts'

/** The file to edit, links followed, with its whole content. */
export const editedFile = (path: string): Query<PlacedFile> =>
  placedFile({ dest: path, follow: true, limit: 64 * 1024 * 1024 })

export interface Text {
  readonly text: string
  readonly encoding: 'utf8' | 'latin1'
}

/** The text of a file; bytes that are no UTF-8 are kept by reading each as a character. `undefined` when it is not there. */
export const readText = ({ target, content }: PlacedFile): Text | undefined => {
  if (!target) return undefined
  const bytes = content ?? Buffer.alloc(0)
  const text = bytes.toString('utf8')
  return Buffer.from(text).equals(bytes)
    ? { text, encoding: 'utf8' }
    : { text: bytes.toString('latin1'), encoding: 'latin1' }
}

/** Throws for a directory. */
export const refuseDirectory = (path: string, { target }: PlacedFile): void => {
  if (target?.kind === 'directory') throw new ModuleFailure(`Path ${path} is a directory !`, dict({ rc: 256 }))
}

interface Edit {
  readonly placed: PlacedFile
  readonly accounts: AttributeAnswers
  /** The text as it is to be. */
  readonly text: string
  readonly encoding?: Text['encoding'] | undefined
  /** What a difference calls the file: its path and `(content)` unless told. */
  readonly title?: string | undefined
}

/** Writes the text where it differs, and sets attributes. Directories above a new file are made. */
export const editFile = (
  options: Omit<PlaceOptions, 'dest'>,
  { placed, accounts, text, encoding = 'utf8', title = `${placed.path} (content)` }: Edit,
): Change[] => {
  const source = sourceOf(Buffer.from(text, encoding), title)
  const changes = [
    ...placeFile(
      { ...options, dest: placed.parent ? placed.path : `${placed.path}/`, follow: true },
      { source, placed, accounts, edited: true },
    ),
  ]
  const headers = { before_header: title, after_header: title }
  return changes.map((one) =>
    one.diff && 'after_header' in one.diff ? { ...one, diff: { ...one.diff, ...headers } } : one,
  )
}

/** The message with a note on attributes, as Ansible words it. */
export const withAttributeNote = (message: string, attributesChanged: boolean): string => {
  const note = 'ownership, perms or SE linux context changed'
  if (!attributesChanged) return message
  return message === '' ? note : `${message} and ${note}`
}

/** True when only attributes differ between two sights of a file. */
export const attributesDiffer = (before: PlacedFile, after: PlacedFile): boolean =>
  before.target !== null &&
  after.target !== null &&
  (before.target.mode !== after.target.mode ||
    before.target.uid !== after.target.uid ||
    before.target.gid !== after.target.gid)
