/** What a Docker engine on the host has. */
import { type DockerResponse, dockerMessage, dockerRequest, dockerResponse } from '../docker-request.ts'
import type { NamedEffect } from '../effect.ts'
import { type Query, query } from '../query.ts'

/** A JSON object of the engine's API. */
export type DockerObject = Readonly<Record<string, unknown>>

/** A container, image or network as the engine describes it; `null` when it has none of that name. */
export const dockerObject = (type: keyof typeof paths, name: string, host?: string): Query<DockerObject | null> =>
  query<DockerObject | null>({
    name: `docker ${type}`,
    key: `docker ${type} ${host ?? ''} ${name}`,
    script: dockerRequest({ method: 'GET', path: paths[type](name), host }),
    parse: (answer) => found(dockerResponse(answer)),
    overlay: (answer, effects) => {
      const planned = effects.findLast(
        (effect): effect is NamedEffect =>
          effect.kind === 'named' && effect.type === `docker ${type}` && effect.name === name,
      )
      return planned ? (planned.value as DockerObject | null) : answer
    },
  })

const paths = {
  container: (name: string) => `/containers/${encodeURIComponent(name)}/json`,
  image: (name: string) => `/images/${encodeURI(name)}/json`,
  network: (name: string) => `/networks/${encodeURIComponent(name)}`,
  /** What the registry has under the name now. */
  distribution: (name: string) => `/distribution/${encodeURI(name)}/json`,
}

const found = (response: DockerResponse): DockerObject | null => {
  // A registry that can't be asked says so with another status: the pull will tell the same.
  if (response.status === 404 || response.status === 401 || response.status === 403) return null
  if (response.status !== 200) throw new Error(dockerMessage(response))
  return response.body as DockerObject
}
