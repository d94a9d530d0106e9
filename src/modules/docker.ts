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
    image: str({ required: true, help: 'The image, with its tag; `latest` where it has none.' }),
    state: choice(['present', 'started', 'running', 'reloaded', 'restarted', 'stopped', 'killed', 'absent'], {
      default: 'started',
      help: 'What it is to be.',
    }),
    pull: choice(['missing', 'always'], { default: 'missing', help: 'When to fetch the image.' }),
    count: int({ default: 1, help: 'Accepted as 1: a loop runs several.' }),
    command: raw({ help: 'What it runs.' }),
    entrypoint: str({ help: 'What its command is given to.' }),
    env: dictionary({ help: 'Environment variables.' }),
    environment: dictionary({ help: 'The same, under an older name.' }),
    ports: list(str(), { help: 'Ports as `[address:][port:]port[/protocol]`.' }),
    expose: list(str(), { help: 'Ports that other containers may reach.' }),
    publish_all_ports: bool({ help: 'Publish every exposed port at a free port of the host.' }),
    volumes: list(str(), { help: 'Volumes as `source:target[:mode]`.' }),
    volumes_from: list(str(), { help: 'Containers whose volumes it gets.' }),
    links: list(str(), { help: 'Other containers as `name:alias`.' }),
    labels: dictionary({ help: 'Labels.' }),
    hostname: str({ help: 'The name it has for itself.' }),
    domainname: str({ help: 'The domain it has for itself.' }),
    username: str({ help: 'Accepted; log in to the registry before.' }),
    user: str({ aliases: ['docker_user'], help: 'The user or number it runs as.' }),
    memory_limit: raw({ help: 'The most memory, such as `512M`.' }),
    cpu_shares: int({ help: 'Its weight among others that want to run.' }),
    cpu_set: str({ aliases: ['cpuset'], help: 'The processors it runs on, such as `0-2,4`.' }),
    dns: list(str(), { help: 'Name servers.' }),
    net: str({ help: 'The network it is in.' }),
    pid: str({ help: "`host`, to see the host's processes." }),
    privileged: bool({ help: 'Let it do all that the host can.' }),
    read_only: bool({ help: 'Its file system can not be written.' }),
    restart_policy: choice(['no', 'on-failure', 'always', 'unless-stopped'], { help: 'When it is started again.' }),
    restart_policy_retry: int({ help: 'How often it is started again at most.' }),
    cap_add: list(str(), { help: 'Capabilities to add.' }),
    cap_drop: list(str(), { help: 'Capabilities to drop.' }),
    devices: list(str(), { help: 'Devices as `host:container[:permissions]`.' }),
    extra_hosts: dictionary({ help: 'Further lines of /etc/hosts.' }),
    log_driver: str({ help: 'What keeps its log.' }),
    log_opt: dictionary({ help: 'Options of what keeps its log.' }),
    stdin_open: bool({ help: 'Keep its standard input open.' }),
    tty: bool({ help: 'Give it a terminal.' }),
    stop_timeout: int({ help: 'Seconds it has to end before it is killed.' }),
    docker_url: str({ aliases: ['docker_host'], help: "The engine's socket, `unix:///var/run/docker.sock`." }),
    detach: bool({ default: true, help: 'Leave it running instead of waiting for its end.' }),
    docker_api_version: str({ help: 'Accepted; the version that the engine speaks is used.' }),
    timeout: int({ help: 'Seconds after which a request is given up.' }),
    insecure_registry: bool({ help: "Accepted; the engine's own configuration says which registries it trusts." }),
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
