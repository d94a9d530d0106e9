import { stat as statLocal } from 'node:fs/promises'
import { basename, posix } from 'node:path'
import { type PlacedFile, placedFile } from '../remote/queries/placed-file.ts'
import { placedLinks } from '../remote/queries/placed-links.ts'
import { placedTree } from '../remote/queries/placed-tree.ts'
import type { Queries } from '../remote/query.ts'
import { bytesOfText } from '../util/escaped-bytes.ts'
import { dumpJson } from '../util/python-json.ts'
import { dict, Unknown, type Value } from '../values.ts'
import { ModuleFailure, type Planned } from './kit/change.ts'
import type { Controller } from './kit/controller.ts'
import { defineModule } from './kit/module.ts'
import { bool, fileMode, path, pathOnHostIf, raw, str } from './kit/option.ts'
import { type CopyOptions, planRemoteFile, planRemoteTree, remoteQueries, remoteResult } from './shared/copy-remote.ts'
import { planTreeCopy, type TreeSource } from './shared/copy-tree.ts'
import { type AttributeAnswers, attributeQueries, fileAttributeOptions } from './shared/file-attributes.ts'
import { modeText } from './shared/file-mode.ts'
import { localSource, localTree } from './shared/local-source.ts'
import {
  backupOf,
  generated,
  placedResult,
  placeFile,
  type Source,
  sourceOf,
  unknownSource,
} from './shared/place-file.ts'

/** What is copied, as far as the controller knows it. */
type Prepared =
  | {
      readonly kind: 'file'
      readonly source: Source
      readonly basename: string | undefined
      readonly mode: string | undefined
    }
  | { readonly kind: 'tree'; readonly base: string; readonly tree: TreeSource }
  | { readonly kind: 'remote' }

/** Copies files to the host, or on the host. */
export default defineModule({
  name: 'copy',
  summary: 'Copy files and directories of the controller to the host, or on the host.',
  options: {
    src: pathOnHostIf('remote_src', { help: 'What to copy; the content of a directory with a slash at the end.' }),
    content: raw({ help: 'Instead of src: the text of the file; mappings and lists become JSON.' }),
    dest: path({ required: true, help: 'Where it goes.' }),
    backup: bool({ default: false, help: 'Keep a copy of the file before it is changed.' }),
    force: bool({ default: true, help: 'Replace a file that is there.' }),
    validate: str({ help: 'A command that must succeed on the new file; `%s` stands for its name.' }),
    directory_mode: fileMode({ help: 'The mode of directories that are made.' }),
    remote_src: bool({ default: false, help: 'src is on the host.' }),
    follow: bool({ default: false, help: 'Follow a link at the destination.' }),
    local_follow: bool({ help: 'Follow links below src; so it is on the controller unless told, not so on the host.' }),
    checksum: str({ help: 'The SHA-1 that the file must have.' }),
    decrypt: bool({ default: true, help: 'Decrypt files that are vault-encrypted.' }),
    _original_basename: str({ help: 'Internal: the name in a directory.' }),
    ...fileAttributeOptions,
  },
  rules: { missing: 'dest is required', mutuallyExclusive: [['src', 'content']] },
  prepare: (options, controller): Promise<Prepared> => prepare(options, controller),
  inspect: (options, prepared): Queries => inspect(options, prepared),
  plan: (options, answers, prepared) => plan(options, answers, prepared),
  returns: ({ options, prepared, before, after, changed }) => {
    if (prepared.kind === 'remote') return remoteResult(options, { before, after, changed })
    if (prepared.kind === 'tree') return dict({ dest: options.dest, src: options.src ?? null })
    const seen = { source: prepared.source, before: before.placed as PlacedFile, after: after.placed as PlacedFile }
    if (!options.force && seen.before.stat) return dict({ dest: seen.before.path, src: prepared.source.name })
    const backup_file = changed ? backupOf(options, seen.before) : undefined
    return dict({ ...placedResult(seen, changed), ...madeSource(options, changed), backup_file })
  },
})

/** Given content is written to the host from nowhere: the source is named as the file that ansible-core makes of it there. */
const madeSource = ({ content, dest }: CopyOptions, changed: boolean): Record<string, Value> =>
  content === undefined || !changed ? {} : { src: `~/.ansible/tmp/.source${posix.extname(dest)}` }

const prepare = async (options: CopyOptions, controller: Controller): Promise<Prepared> => {
  const { src, content, dest } = options
  if (content !== undefined) {
    if (dest.endsWith('/')) throw new ModuleFailure('can not use content with a dir as dest')
    return { kind: 'file', source: contentSource(content), basename: undefined, mode: plainMode(options.mode, 0o644) }
  }
  if (!src) throw new ModuleFailure('src (or content) is required')
  if (options.remote_src) return { kind: 'remote' }
  const found = controller.find('files', src)
  const local = await statLocal(found)
  if (!local.isDirectory()) {
    const source = await localSource(found, { controller, decrypt: options.decrypt })
    checkSum(options.checksum, source)
    return { kind: 'file', source, basename: basename(found), mode: plainMode(options.mode, source.mode) }
  }
  const base = src.endsWith('/') ? dest : posix.join(dest, basename(found))
  const { files, directories, links } = await localTree(found, { follow: options.local_follow !== false })
  const sources = new Map<string, Source & { mode: number }>()
  for (const file of files) {
    sources.set(file, await localSource(posix.join(found, file), { controller, decrypt: options.decrypt }))
  }
  return { kind: 'tree', base, tree: { directories, sources, links } }
}

const contentSource = (content: Value): Source => {
  if (content instanceof Unknown) return unknownSource(content, generated)
  const text = typeof content === 'string' ? content : textOf(content)
  return sourceOf(bytesOfText(text), generated)
}

const textOf = (content: Value): string => {
  if (content === null) return ''
  if (typeof content === 'boolean') return content ? 'True' : 'False'
  return dumpJson(content)
}

/** `preserve` is the mode of the local file. */
const plainMode = (mode: string | undefined, own: number): string | undefined =>
  mode === 'preserve' ? modeText(own) : mode

const checkSum = (wanted: string | undefined, { sha1 }: Source): void => {
  if (wanted === undefined || wanted === sha1) return
  throw new ModuleFailure(
    'Copied file does not match the expected checksum. Transfer failed.',
    dict({ checksum: sha1 ?? '', expected_checksum: wanted }),
  )
}

const inspect = (options: CopyOptions, prepared: Prepared): Queries => {
  const attributes = attributeQueries(
    options.mode === 'preserve' ? { ...options, mode: undefined } : options,
    options.dest,
  )
  if (prepared.kind === 'remote') return { ...remoteQueries(options), ...attributes }
  if (prepared.kind === 'tree') {
    const { tree, base } = prepared
    const links = tree.links.size === 0 ? {} : { links: placedLinks(base, [...tree.links.keys()]) }
    return { tree: placedTree(base, ['', ...tree.directories, ...tree.sources.keys()]), ...links, ...attributes }
  }
  const { source, basename } = prepared
  return {
    placed: placedFile({ dest: options.dest, basename, wanted: source.sha1, follow: options.follow }),
    ...attributes,
  }
}

function* plan(
  options: CopyOptions,
  answers: Readonly<Record<string, unknown>>,
  prepared: Prepared,
): Iterable<Planned> {
  const accounts = answers as unknown as AttributeAnswers
  if (prepared.kind === 'file') {
    const own = { ...options, mode: prepared.mode }
    const { target } = answers.placed as PlacedFile
    if (options.content !== undefined && target?.kind === 'directory')
      throw new ModuleFailure('can not use content with a dir as dest', dict({ dest: options.dest }))
    const placed = answers.placed as unknown as PlacedFile
    return yield* placeFile(own, { source: prepared.source, placed, accounts, copied: true })
  }
  if (prepared.kind === 'tree') {
    return yield* planTreeCopy(options, {
      base: prepared.base,
      tree: prepared.tree,
      placed: answers.tree as never,
      placedLinks: (answers.links ?? new Map()) as never,
      accounts,
    })
  }
  yield* (answers.sourceStat as { kind?: string } | null)?.kind === 'directory'
    ? planRemoteTree(options, answers as never)
    : planRemoteFile(options, answers as never)
}
