/** The digest that a fetched file must have. */
import { checksumAlgorithms } from '../../../remote/queries/checksum.ts'

export interface WantedChecksum {
  readonly algorithm: string
  readonly digest: string
}

interface Given {
  /** The name of the file in a list of digests. */
  readonly file: string
  /** Fetches such a list. */
  load(url: string): Promise<string>
  failure(message: string): Error
}

/** `ALGORITHM:DIGEST` or `ALGORITHM:URL`; `undefined` for an empty text. */
export const readChecksum = async (text: string, given: Given): Promise<WantedChecksum | undefined> => {
  if (text === '') return undefined
  const [, algorithm, rest = ''] = /^([^:]*):(.*)$/s.exec(text) ?? []
  if (algorithm === undefined) {
    throw given.failure('The checksum parameter has to be in format <algorithm>:<checksum>')
  }
  if (!(checksumAlgorithms as readonly string[]).includes(algorithm)) {
    throw given.failure(
      `Could not hash file with algorithm '${algorithm}'. Available algorithms: ${checksumAlgorithms.join(', ')}`,
    )
  }
  const written = /^(https?|ftp|file):/.test(rest) ? await listed(rest, given) : rest
  const digest = written.replace(/\W+/g, '').toLowerCase()
  if (!/^[0-9a-f]+$/.test(digest)) throw given.failure('The checksum format is invalid')
  return { algorithm, digest }
}

const listed = async (url: string, { file, load, failure }: Given): Promise<string> => {
  const found = findDigest(await load(url), file)
  if (found === undefined) throw failure(`Unable to find a checksum for file '${file}' in '${url}'`)
  return found
}

/** A single word is the digest; else lines of digest and name are searched. */
export const findDigest = (text: string, file: string): string | undefined => {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (lines.length === 1 && /^\S+$/.test(lines[0]!.trim())) return lines[0]!.trim()
  for (const line of lines) {
    const [, digest, name] = /^(\S+) [ *]?(.*?)\r?$/.exec(line) ?? []
    if (name?.replace(/^[./]+/, '') === file) return digest
  }
  return undefined
}
