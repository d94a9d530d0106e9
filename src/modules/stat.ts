import type { ChecksumAlgorithm } from '../remote/queries/checksum.ts'
import { type StatDetails, statDetails } from '../remote/queries/stat-details.ts'
import { type Dict, dict, type Value } from '../values.ts'
import { defineModule } from './kit/module.ts'
import { bool, choice, path } from './kit/option.ts'
import { statResult } from './shared/stat-result.ts'

/** Tells what a path is. */
export default defineModule({
  name: 'stat',
  summary: 'Tell what a path is: kind, permissions, owner, size, times, checksum.',
  options: {
    path: path({ required: true, aliases: ['dest', 'name'], help: 'The path.' }),
    follow: bool({ default: false, help: 'Look at what a link points to.' }),
    get_checksum: bool({ default: true, help: 'Compute the checksum of a file.' }),
    checksum_algorithm: choice(['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'], {
      default: 'sha1',
      aliases: ['checksum', 'checksum_algo'],
      help: 'How to compute it.',
    }),
    get_mime: bool({
      default: true,
      aliases: ['mime', 'mime_type', 'mime-type'],
      help: 'Find out the type of the content.',
    }),
    get_attributes: bool({ default: true, aliases: ['attr', 'attributes'], help: 'Read the flags that chattr sets.' }),
    get_md5: bool({ default: false, help: 'Accepted; the checksum is what is given.' }),
  },
  inspect: (options) => {
    const checksum: ChecksumAlgorithm | undefined = options.get_checksum ? options.checksum_algorithm : undefined
    const { follow, get_mime: mime, get_attributes: attributes } = options
    return { details: statDetails(options.path, { follow, checksum, mime, attributes }) }
  },
  plan: () => [],
  returns: ({ options, before }) =>
    dict({ stat: before.details ? describe(options.path, before.details, options) : dict({ exists: false }) }),
})

interface Wanted {
  readonly get_mime: boolean
  readonly get_attributes: boolean
}

const describe = (path: string, details: StatDetails, wanted: Wanted): Dict => {
  const { stat, times, access } = details
  return dict({
    exists: true,
    path,
    ...statResult(stat, times),
    blocks: details.blocks,
    block_size: details.blockSize,
    device_type: details.deviceType,
    readable: access.read,
    writeable: access.write,
    executable: access.execute,
    pw_name: stat.owner === String(stat.uid) ? undefined : stat.owner,
    gr_name: stat.group === String(stat.gid) ? undefined : stat.group,
    ...(stat.kind === 'link' ? { lnk_source: details.linkSource, lnk_target: stat.linkTarget } : {}),
    checksum: details.checksum,
    ...(wanted.get_mime ? { mimetype: details.mimetype ?? 'unknown', charset: details.charset ?? 'unknown' } : {}),
    ...(wanted.get_attributes ? attributes(details) : {}),
  })
}

const flagNames: Readonly<Record<string, string>> = {
  A: 'noatime',
  a: 'append',
  c: 'compressed',
  C: 'nocow',
  d: 'nodump',
  D: 'dirsync',
  e: 'extents',
  E: 'encrypted',
  h: 'blocksize',
  i: 'immutable',
  I: 'indexed',
  j: 'journalled',
  N: 'inline',
  s: 'zero',
  S: 'synchronous',
  t: 'notail',
  T: 'blockroot',
  u: 'undelete',
  X: 'compressedraw',
  Z: 'compresseddirty',
}

const attributes = ({ flags, version }: StatDetails): Record<string, Value | undefined> => ({
  version: version ?? null,
  attributes: [...(flags ?? '')].flatMap((flag) => flagNames[flag] ?? []),
  attr_flags: flags ?? '',
})
