/** Options of docker_container as a task writes them, parsed. */
import { parseOptions } from '../../src/modules/kit/parse-options.ts'
import type { ContainerOptions } from '../../src/modules/shared/docker/container-fields.ts'
import { containerOptions } from '../../src/modules/shared/docker/container-options.ts'
import { fromPlain, isDict } from '../../src/values.ts'

/** What the module receives for these options; the container is called `web` and its image `nginx` unless told. */
export const container = (written: Readonly<Record<string, unknown>> = {}): ContainerOptions => {
  const args = fromPlain({ name: 'web', image: 'nginx', ...written })
  if (!isDict(args)) throw new Error('options are no mapping')
  const declaration = { name: 'docker_container', summary: '', options: containerOptions }
  return parseOptions(declaration, args).options as unknown as ContainerOptions
}
