/** The networks of a container. */
import type { DockerObject } from '../../../remote/queries/docker.ts'
import { valueAt } from './compare.ts'
import type { ContainerOptions } from './container-fields.ts'

export interface WantedNetwork {
  readonly name: string
  /** The engine's `EndpointConfig`. */
  readonly endpoint: Readonly<Record<string, unknown>>
}

/** Wanted networks the container is not in. */
export const missingNetworks = ({ networks }: ContainerOptions, container: DockerObject | null): WantedNetwork[] => {
  const connected = container === null ? {} : networksOf(container)
  return (networks ?? [])
    .filter(({ name }) => !Object.hasOwn(connected, name))
    .map((network) => ({ name: network.name, endpoint: endpoint(network) }))
}

/** Networks it is in and should not be; only with `purge_networks` or strict comparison. */
export const surplusNetworks = (options: ContainerOptions, container: DockerObject): string[] => {
  const strict = options.purge_networks || options.comparisons?.get('networks') === 'strict'
  if (!strict || options.networks === undefined) return []
  const wanted = new Set(options.networks.map(({ name }) => name))
  return Object.keys(networksOf(container)).filter((name) => !wanted.has(name))
}

type Network = NonNullable<ContainerOptions['networks']>[number]

/** How a container takes part in a network, in the engine's terms. */
export const endpoint = (network: Network): Readonly<Record<string, unknown>> => {
  const ipam = { IPv4Address: network.ipv4_address, IPv6Address: network.ipv6_address }
  const addresses = Object.fromEntries(Object.entries(ipam).filter(([, address]) => address !== undefined))
  return {
    ...(Object.keys(addresses).length > 0 ? { IPAMConfig: addresses } : {}),
    ...(network.aliases ? { Aliases: network.aliases } : {}),
    ...(network.links ? { Links: network.links } : {}),
    ...(network.mac_address ? { MacAddress: network.mac_address } : {}),
  }
}

const networksOf = (container: DockerObject): DockerObject =>
  (valueAt(container, 'NetworkSettings.Networks') ?? {}) as DockerObject
