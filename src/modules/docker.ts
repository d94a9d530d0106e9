import { dockerObject } from '../remote/queries/docker.ts'
import { none } from '../remote/queries/none.ts'
import type { Dict, Value } from '../values.ts'
import { dict, fromPlain } from '../values.ts'
import { ModuleFailure } from './kit/change.ts'
import { defineModule } from './kit/module.ts'
import { bool, choice, dictionary, int, list, raw, str } from './kit/option.ts'
import { parseOptions } from './kit/parse-options.ts'
import type { ContainerOptions } from './shared/docker/container-fields.ts'
import { containerOptions } from './shared/docker/container-options.ts'
import { planContainer } from './shared/docker/container-plan.ts'
import { imageName, pullMode } from './shared/docker/image.ts'

/** The spelling of playbooks from before docker_container: the same engine, the same plan. */
export default defineModule({
  name: 'docker',
  collection: 'community.docker',
  summary: 'Run a container, in the spelling that docker_container replaced.',
  options: {
    name: str({ help: "The container's name; made from the image's where it is absent." }),
    image: str({ required: true }),
    state: choice(['present', 'started', 'running', 'reloaded', 'restarted', 'stopped', 'killed', 'absent'], {
      default: 'started',
    }),
    pull: choice(['missing', 'always'], { default: 'missing' }),
    count: int({ default: 1 }),
    command: raw(),
    entrypoint: str(),
    env: dictionary(),
    environment: dictionary(),
    ports: list(str()),
    expose: list(str()),
    publish_all_ports: bool(),
    volumes: list(str()),
    volumes_from: list(str()),
    links: list(str()),
    labels: dictionary(),
    hostname: str(),
    domainname: str(),
    username: str(),
    user: str({ aliases: ['docker_user'] }),
    memory_limit: raw(),
    cpu_shares: int(),
    cpu_set: str({ aliases: ['cpuset'] }),
    dns: list(str()),
    net: str(),
    pid: str(),
    privileged: bool(),
    read_only: bool(),
    restart_policy: choice(['no', 'on-failure', 'always', 'unless-stopped']),
    restart_policy_retry: int(),
    cap_add: list(str()),
    cap_drop: list(str()),
    devices: list(str()),
    extra_hosts: dictionary(),
    log_driver: str(),
    log_opt: dictionary(),
    stdin_open: bool(),
    tty: bool(),
    stop_timeout: int(),
    docker_url: str({ aliases: ['docker_host'] }),
    detach: bool({ default: true }),
    docker_api_version: str(),
    timeout: int(),
    insecure_registry: bool(),
  },
  inspect: ({ name, image, pull, docker_url: host }) => ({
    container: dockerObject('container', name ?? defaultName(image), host),
    image: dockerObject('image', imageName(image), host),
    registry: pullMode(pull) === 'always' ? dockerObject('distribution', imageName(image), host) : none(null),
  }),
  plan: (old, answers) => {
    if (old.count !== 1) throw new ModuleFailure('runbook runs one container for a task: use a loop instead of count')
    return planContainer(translated(old as unknown as Old), answers)
  },
  returns: ({ options, after }) =>
    options.state === 'absent' ? dict({}) : dict({ containers: [fromPlain(after.container ?? {})] }),
})

type Old = Readonly<Record<string, Value | undefined>>

const defaultName = (image: string): string => image.replace(/[:@].*$/, '').replaceAll('/', '_')

/** New names of old options; the others are called the same. */
const names: Readonly<Record<string, string>> = {
  ports: 'published_ports',
  expose: 'exposed_ports',
  environment: 'env',
  memory_limit: 'memory',
  cpu_set: 'cpuset_cpus',
  dns: 'dns_servers',
  net: 'network_mode',
  pid: 'pid_mode',
  restart_policy_retry: 'restart_retries',
  cap_add: 'capabilities',
  extra_hosts: 'etc_hosts',
  log_opt: 'log_options',
  stdin_open: 'interactive',
  docker_url: 'docker_host',
}

const states: Readonly<Record<string, string>> = {
  running: 'started',
  reloaded: 'started',
  restarted: 'started',
  killed: 'stopped',
}

const dropped = new Set(['count', 'insecure_registry', 'docker_api_version', 'username'])

/**
 * The same in docker_container's options. A state of `reloaded` makes the container anew when it differs, which
 * `started` does as well now; `restarted` restarts it in any case.
 */
const translated = (old: Old): ContainerOptions => {
  const args: Dict = new Map([['name', defaultName(String(old.image))]])
  for (const [key, value] of Object.entries(old))
    if (value !== undefined && !dropped.has(key)) args.set(names[key] ?? key, value)
  const state = String(old.state)
  args.set('state', states[state] ?? state)
  if (state === 'restarted') args.set('restart', true)
  if (state === 'killed') args.set('force_kill', true)
  const declaration = { name: 'docker', summary: '', options: containerOptions }
  return parseOptions(declaration, args).options as unknown as ContainerOptions
}
