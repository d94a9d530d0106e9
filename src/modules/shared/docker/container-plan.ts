/** What is to be done to a container: pull, make anew, start, stop, remove, connect to networks. */
import type { Answer } from '../../../remote/answer.ts'
import {
  type DockerRequest,
  DockerUnavailable,
  dockerCommand,
  dockerMessage,
  dockerResponse,
} from '../../../remote/docker-request.ts'
import type { NamedEffect } from '../../../remote/effect.ts'
import type { DockerObject } from '../../../remote/queries/docker.ts'
import { dumpJson } from '../../../util/python-json.ts'
import { fromPlain } from '../../../values.ts'
import { type Change, change, ModuleFailure } from '../../kit/change.ts'
import { type Difference, differences, valueAt } from './compare.ts'
import type { ContainerOptions } from './container-fields.ts'
import { creation, plannedContainer } from './creation.ts'
import { hasDigest, imageName, isSameImage, pullMode } from './image.ts'
import { missingNetworks, surplusNetworks } from './networks.ts'

/** What the engine has. */
export interface Engine {
  readonly container: DockerObject | null
  readonly image: DockerObject | null
  /** What the registry has under the image's name; asked for with `pull: always` only. */
  readonly registry: DockerObject | null
}

/** All changes of a task, in order. */
export function* planContainer(options: ContainerOptions, engine: Engine): Generator<Change> {
  if (options.state === 'absent') yield* removal(options, engine)
  else yield* presence(options, engine)
}

function* removal(options: ContainerOptions, { container }: Engine): Generator<Change> {
  if (!container) return
  if (isRunning(container)) yield stop(options)
  yield remove(options)
}

function* presence(options: ContainerOptions, engine: Engine): Generator<Change> {
  const { container } = engine
  const pulls = needsPull(options, engine)
  if (pulls) yield pull(options, engine)
  const reasons = container ? reasonsToRecreate(options, engine, pulls) : []
  if (!container || reasons.length > 0) return yield* making(options, engine, reasons)
  yield* networking(options, container)
  yield* running(options, engine, container)
}

function* making(options: ContainerOptions, engine: Engine, reasons: readonly Difference[]): Generator<Change> {
  const { container } = engine
  if (!container && options.image === undefined)
    throw new ModuleFailure('Cannot create container when image is not specified!')
  if (container) {
    if (isRunning(container)) yield stop(options)
    yield remove(options)
  }
  yield create(options, engine, reasons)
  if (options.state !== 'present' && options.state !== 'stopped') yield start(options, engine)
}

function* running(options: ContainerOptions, engine: Engine, container: DockerObject): Generator<Change> {
  const runs = isRunning(container)
  if (options.state === 'stopped' && runs) yield stop(options)
  if (options.state !== 'started' && options.state !== 'healthy') return
  if (!runs) yield start(options, engine)
  else if (options.restart) yield restart(options, engine)
}

function* networking(options: ContainerOptions, container: DockerObject): Generator<Change> {
  for (const network of missingNetworks(options, container))
    yield act(options, `connect the container to the network ${network.name}`, {
      requests: [
        {
          method: 'POST',
          path: `/networks/${encodeURIComponent(network.name)}/connect`,
          body: { Container: options.name, EndpointConfig: network.endpoint },
        },
      ],
      diff: [{ option: `network.${network.name}`, wanted: network.endpoint, actual: null }],
    })
  for (const name of surplusNetworks(options, container))
    yield act(options, `disconnect the container from the network ${name}`, {
      requests: [
        {
          method: 'POST',
          path: `/networks/${encodeURIComponent(name)}/disconnect`,
          body: { Container: options.name, Force: false },
        },
      ],
      diff: [{ option: `network.${name}`, wanted: null, actual: {} }],
    })
}

/** Why a container must be made anew; empty when it is as it should be. */
const reasonsToRecreate = (options: ContainerOptions, { container, image }: Engine, pulls: boolean): Difference[] => {
  const found = differences(options, container!, image)
  const otherImage = options.image !== undefined && (pulls || !isSameImage(options, container!, image))
  if (otherImage && !isIgnored(options, 'image'))
    found.unshift({ option: 'image', wanted: imageName(options.image!), actual: valueAt(container!, 'Config.Image') })
  if (options.recreate && found.length === 0) found.push({ option: 'recreate', wanted: true, actual: false })
  return found
}

const isIgnored = ({ comparisons }: ContainerOptions, option: string): boolean =>
  (comparisons?.get(option) ?? comparisons?.get('*')) === 'ignore'

const needsPull = (options: ContainerOptions, { image, registry }: Engine): boolean => {
  if (options.image === undefined) return false
  const mode = pullMode(options.pull)
  if (image === null && mode === 'never')
    throw new ModuleFailure(`Cannot find image with name ${imageName(options.image)}, and pull=never`)
  return image === null || (mode === 'always' && !hasDigest(image, registry))
}

const isRunning = (container: DockerObject): boolean => valueAt(container, 'State.Running') === true

const at = (options: ContainerOptions, action: string): string =>
  `/containers/${encodeURIComponent(options.name)}${action}`

interface Acting {
  readonly requests: readonly DockerRequest[]
  readonly diff: readonly Difference[]
  /** The container as it will be; `null` when it will be gone. */
  readonly planned?: DockerObject | null
  readonly accept?: readonly number[]
}

const act = (options: ContainerOptions, summary: string, acting: Acting): Change =>
  change({
    summary: `${summary} (${options.name})`,
    diff: diffOf(acting.diff),
    effects: [effect(options, acting.planned)],
    commands: acting.requests.map((request) => dockerCommand({ ...request, host: options.docker_host }, acting.accept)),
    failure,
  })

const effect = (options: ContainerOptions, planned: DockerObject | null | undefined): NamedEffect => ({
  kind: 'named',
  type: 'docker container',
  name: options.name,
  value: planned === undefined ? { Name: `/${options.name}` } : planned,
})

const stop = (options: ContainerOptions): Change =>
  options.force_kill
    ? act(options, 'kill the container', {
        requests: [
          { method: 'POST', path: at(options, `/kill${options.kill_signal ? `?signal=${options.kill_signal}` : ''}`) },
        ],
        diff: [{ option: 'running', wanted: false, actual: true }],
      })
    : act(options, 'stop the container', {
        requests: [
          {
            method: 'POST',
            path: at(options, `/stop${options.stop_timeout === undefined ? '' : `?t=${options.stop_timeout}`}`),
          },
        ],
        diff: [{ option: 'running', wanted: false, actual: true }],
        accept: [304],
      })

const remove = (options: ContainerOptions): Change =>
  act(options, 'remove the container', {
    requests: [{ method: 'DELETE', path: at(options, `?v=${options.keep_volumes ? 0 : 1}&force=1`) }],
    diff: [{ option: 'exists', wanted: false, actual: true }],
    planned: null,
    accept: [404],
  })

const start = (options: ContainerOptions, { image }: Engine): Change =>
  act(options, 'start the container', {
    requests: [{ method: 'POST', path: at(options, '/start') }],
    diff: [{ option: 'running', wanted: true, actual: false }],
    planned: plannedContainer(options, { running: true, image }),
    accept: [304],
  })

const restart = (options: ContainerOptions, { image }: Engine): Change =>
  act(options, 'restart the container', {
    requests: [{ method: 'POST', path: at(options, '/restart') }],
    diff: [{ option: 'restarted', wanted: true, actual: false }],
    planned: plannedContainer(options, { running: true, image }),
  })

const create = (options: ContainerOptions, { container, image }: Engine, reasons: readonly Difference[]): Change => {
  const networks = missingNetworks(options, null).slice(options.networks_cli_compatible ? 1 : 0)
  return act(options, container ? 'make the container anew' : 'create the container', {
    requests: [
      {
        method: 'POST',
        path: `/containers/create?name=${encodeURIComponent(options.name)}`,
        body: creation(options, image),
      },
      ...networks.map(
        ({ name, endpoint }): DockerRequest => ({
          method: 'POST',
          path: `/networks/${encodeURIComponent(name)}/connect`,
          body: { Container: options.name, EndpointConfig: endpoint },
        }),
      ),
    ],
    diff: reasons.length > 0 ? reasons : [{ option: 'exists', wanted: true, actual: false }],
    planned: plannedContainer(options, { running: false, image }),
  })
}

const pull = (options: ContainerOptions, { image }: Engine): Change => {
  const name = imageName(options.image!)
  return change({
    summary: `pull the image ${name}`,
    diff: diffOf([{ option: 'image', wanted: name, actual: image ? name : null }]),
    effects: [{ kind: 'named', type: 'docker image', name, value: { RepoTags: [name] } }],
    commands: [
      dockerCommand({
        method: 'POST',
        path: `/images/create?fromImage=${encodeURIComponent(name)}`,
        host: options.docker_host,
      }),
    ],
    failure,
  })
}

const failure = (answer: Answer): ModuleFailure => {
  try {
    const response = dockerResponse(answer)
    return new ModuleFailure(streamError(response.body) ?? dockerMessage(response))
  } catch (error) {
    if (error instanceof DockerUnavailable) return new ModuleFailure(`Error connecting: ${error.message}`)
    throw error
  }
}

/** The error that a stream of JSON lines ends with. */
const streamError = (body: unknown): string | undefined => {
  const last = typeof body === 'string' ? body.trim().split('\n').at(-1) : JSON.stringify(body)
  const match = /"error":"((?:[^"\\]|\\.)*)"/.exec(last ?? '')
  return match ? (JSON.parse(`"${match[1]}"`) as string) : undefined
}

const diffOf = (found: readonly Difference[]) => ({
  before: lines(found, 'actual'),
  after: lines(found, 'wanted'),
})

const lines = (found: readonly Difference[], side: 'actual' | 'wanted'): string =>
  `${dumpJson(fromPlain(Object.fromEntries(found.map((one) => [one.option, one[side] ?? null]))), { indent: 4, sortKeys: true })}\n`
