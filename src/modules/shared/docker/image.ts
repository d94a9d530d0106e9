/** Images: their names, and whether a container is of one. */
import type { DockerObject } from '../../../remote/queries/docker.ts'
import type { Value } from '../../../values.ts'
import { ModuleFailure } from '../../kit/change.ts'
import { toBoolean } from '../../kit/coerce.ts'
import { valueAt } from './compare.ts'
import type { ContainerOptions } from './container-fields.ts'

/** The name with its tag: `latest` where neither a tag nor a digest is given. */
export const imageName = (image: string): string =>
  image.includes('@') || /:[^/]+$/.test(image) || /^sha256:|^[0-9a-f]{64}$/.test(image) ? image : `${image}:latest`

/** When the image is pulled. */
export const pullMode = (pull: Value | undefined): 'always' | 'missing' | 'never' => {
  if (pull === 'always' || pull === 'missing' || pull === 'never') return pull
  const always = toBoolean(pull ?? false)
  if (always === undefined)
    throw new ModuleFailure(`value of pull must be one of: always, missing, never, got: ${String(pull)}`)
  return always ? 'always' : 'missing'
}

/** Whether the container was made from the image that its name means now. */
export const isSameImage = (
  options: ContainerOptions,
  container: DockerObject,
  image: DockerObject | null,
): boolean => {
  const byName =
    options.image_name_mismatch === 'ignore' ||
    imageName(String(valueAt(container, 'Config.Image'))) === imageName(options.image!)
  const id = image && valueAt(image, 'Id')
  if (!id) return byName
  return valueAt(container, 'Image') === id && byName
}

/** Whether the image is the one that the registry has; false as well when the registry could not tell: a pull will. */
export const hasDigest = (image: DockerObject, registry: DockerObject | null): boolean => {
  const digest = registry && valueAt(registry, 'Descriptor.digest')
  if (!digest) return false
  return ((valueAt(image, 'RepoDigests') ?? []) as string[]).some((known) => known.endsWith(`@${String(digest)}`))
}
