/** The request that creates a container, and the container that a dry run expects of it. */
import type { DockerObject } from '../../../remote/queries/docker.ts'
import { withImage } from './compare.ts'
import { type ContainerOptions, fields } from './container-fields.ts'
import { imageName } from './image.ts'
import { endpoint } from './networks.ts'

type Tree = Record<string, unknown>

/** The body of `POST /containers/create`. */
export const creation = (options: ContainerOptions, _image: DockerObject | null): Tree => {
  const body: Tree = { Image: imageName(options.image ?? ''), HostConfig: {} }
  for (const field of fields) {
    const wanted = field.wanted(options)
    if (wanted !== undefined) put(body, bodyPath(field.at), wanted)
  }
  const [first] = options.networks_cli_compatible ? (options.networks ?? []) : []
  if (first) body.NetworkingConfig = { EndpointsConfig: { [first.name]: endpoint(first) } }
  return body
}

/** What `inspect` is expected to show of it. */
export const plannedContainer = (
  options: ContainerOptions,
  { running, image }: { readonly running: boolean; readonly image: DockerObject | null },
): DockerObject => {
  const planned: Tree = {
    Image: image?.Id,
    Name: `/${options.name}`,
    Config: { Image: imageName(options.image ?? '') },
    State: { Running: running, Status: running ? 'running' : 'created' },
  }
  for (const field of fields) {
    const wanted = field.wanted(options)
    if (wanted !== undefined)
      put(planned, field.at, field.option === 'env' ? withImage(wanted as string[], image) : wanted)
  }
  const networks = (options.networks ?? []).map((network) => [network.name, endpoint(network)])
  put(planned, 'NetworkSettings.Networks', Object.fromEntries(networks))
  return planned
}

/** The request has at its top what `inspect` shows under `Config`. */
const bodyPath = (at: string): string => at.replace(/^(Config|NetworkSettings)\./, '')

const put = (tree: Tree, at: string, value: unknown): void => {
  const keys = at.split('.')
  const last = keys.pop()!
  let here = tree
  for (const key of keys) {
    here[key] ??= {}
    here = here[key] as Tree
  }
  here[last] = value
}
