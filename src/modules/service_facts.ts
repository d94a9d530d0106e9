import { services } from '../remote/queries/services.ts'
import { dict } from '../values.ts'
import { defineModule } from './kit/module.ts'

/** Tells the services of a host as facts. */
export default defineModule({
  name: 'service_facts',
  summary: 'Tell the services of a host as facts.',
  options: {},
  inspect: () => ({ services: services() }),
  plan: () => [],
  returns: ({ before }) =>
    before.services.size === 0
      ? dict({
          skipped: true,
          msg: 'Failed to find any services. This can be due to privileges or some other configuration issue.',
        })
      : dict({ ansible_facts: dict({ services: before.services }) }),
})
