/** Comparison of version numbers: loose, strict, semantic and PEP 440. */
import type { Value } from '../../values.ts'
import { compare } from './compare.ts'
import { FilterError } from './errors.ts'
import { parseIntText } from './parse-number.ts'

export type VersionType = 'loose' | 'strict' | 'semver' | 'semantic' | 'pep440'

/** Negative, 0 or positive. Versions that are malformed, or that have no order, raise. */
export const compareVersions = (a: string, b: string, type: VersionType): number =>
  compare(keys[type](a), keys[type](b))

/** The value that a version of some kind is ordered by. */
export const versionKey = (text: string, type: VersionType): Value => keys[type](text)

const looseKey = (text: string): Value[] =>
  text
    .split(/(\p{Nd}+|[a-z]+|\.)/u)
    .filter((part) => part !== '' && part !== '.')
    .map((part) => parseIntText(part, 10) ?? part)

const strictKey = (text: string): Value[] => {
  const found = /^(\d+)\.(\d+)(?:\.(\d+))?(?:([ab])(\d+))?$/.exec(text)
  if (!found) throw new FilterError(`invalid version number '${text}'`)
  const [, major, minor, patch = 0, letter, number] = found
  // A release comes after its alphas and betas.
  const prerelease = letter === undefined ? ['c', 0] : [letter, Number(number)]
  return [Number(major), Number(minor), Number(patch), ...prerelease]
}

const SEMANTIC =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?$/

const semanticKey = (text: string): Value[] => {
  const found = SEMANTIC.exec(text)
  if (!found) throw new FilterError(`invalid semantic version '${text}'`)
  const prerelease = found[4]?.split('.').map((part) => (/^\d+$/.test(part) ? [0, Number(part)] : [1, part]))
  return [Number(found[1]), Number(found[2]), Number(found[3]), prerelease ? 0 : 1, prerelease ?? []]
}

const PEP440 =
  /^\s*v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(a|b|c|rc|alpha|beta|pre|preview)[-_.]?(\d+)?)?(?:-(\d+)|[-_.]?(post|rev|r)[-_.]?(\d+)?)?(?:[-_.]?(dev)[-_.]?(\d+)?)?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?\s*$/i

const preNames: Readonly<Record<string, string>> = { alpha: 'a', beta: 'b', c: 'rc', pre: 'rc', preview: 'rc' }

const LAST = Number.POSITIVE_INFINITY
const FIRST = Number.NEGATIVE_INFINITY

const pep440Key = (text: string): Value[] => {
  const found = PEP440.exec(text)
  if (!found) throw new FilterError(`Invalid version: '${text}'`)
  const [, epoch = 0, release = '', pre, preNumber = 0, implicitPost, post, postNumber = 0, dev, devNumber = 0, local] =
    found
  const numbers = release.split('.').map(Number)
  while (numbers.length > 1 && numbers.at(-1) === 0) numbers.pop()
  const letter = pre?.toLowerCase()
  const isPost = post !== undefined || implicitPost !== undefined
  const preKey = letter ? [1, preNames[letter] ?? letter, Number(preNumber)] : [!isPost && dev ? 0 : 2, '', 0]
  const postKey = isPost ? Number(implicitPost ?? postNumber) : FIRST
  const devKey = dev ? Number(devNumber) : LAST
  return [Number(epoch), numbers, preKey, postKey, devKey, localKey(local)]
}

/** Letters come before numbers, and no local part before any. */
const localKey = (local: string | undefined): Value[] =>
  local
    ? local
        .toLowerCase()
        .split(/[-_.]/)
        .map((part) => (/^\d+$/.test(part) ? [1, Number(part), ''] : [0, 0, part]))
    : []

const keys: Readonly<Record<VersionType, (text: string) => Value>> = {
  loose: looseKey,
  strict: strictKey,
  semver: semanticKey,
  semantic: semanticKey,
  pep440: pep440Key,
}
