import { dockerObject } from '../remote/queries/docker.ts'
import { none } from '../remote/queries/none.ts'
import { dict, fromPlain } from '../values.ts'
import { defineModule } from './kit/module.ts'
import { containerOptions } from './shared/docker/container-options.ts'
import { planContainer } from './shared/docker/container-plan.ts'
import { imageName, pullMode } from './shared/docker/image.ts'

/** Runs a container on the host's Docker engine, and makes it anew exactly when what is wanted differs. */
export default defineModule({
  name: 'docker_container',
  collection: 'community.docker',
  summary: "Run, change, stop and remove a container on the host's Docker engine.",
  options: containerOptions,
  rules: { requiredIf: [] },
  inspect: ({ name, image, pull, state, docker_host: host }) => ({
    container: dockerObject('container', name, host),
    image: image === undefined || state === 'absent' ? none(null) : dockerObject('image', imageName(image), host),
    registry:
      image === undefined || state === 'absent' || pullMode(pull) !== 'always'
        ? none(null)
        : dockerObject('distribution', imageName(image), host),
  }),
  plan: (options, answers) => planContainer(options, answers),
  returns: ({ options, after }) =>
    options.state === 'absent' ? dict({}) : dict({ container: fromPlain(after.container ?? {}) }),
})
