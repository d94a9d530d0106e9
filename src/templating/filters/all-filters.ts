/** All filters by name. */
import type { FilterFunction } from '../plugin.ts'
import { basicFilters } from './basics.ts'
import { collectionFilters } from './collections.ts'
import { combine } from './combine.ts'
import { jsonQuery } from './community/json-query.ts'
import { generalKeyFilters, utilsKeyFilters } from './community/keys.ts'
import { listFilters } from './community/lists.ts'
import { communityTextFilters } from './community/texts.ts'
import { timeFilters } from './community/time-units.ts'
import { utilsFilters } from './community/utils.ts'
import { dateFilters } from './dates.ts'
import { encodingFilters } from './encoding.ts'
import { hashingFilters } from './hashing.ts'
import { htmlFilters } from './html.ts'
import { ipFilters } from './ipaddr/filters.ts'
import { mathFilters } from './math.ts'
import { numberFilters } from './numbers.ts'
import { pathFilters } from './paths.ts'
import { randomFilters } from './random.ts'
import { regexFilters } from './regex.ts'
import { selectionFilters } from './selection.ts'
import { sequenceFilters } from './sequences.ts'
import { setFilters } from './sets.ts'
import { textFilters } from './text.ts'
import { urlFilters } from './urls.ts'
import { vaultFilters } from './vault.ts'
import { yamlJsonFilters } from './yaml-json.ts'

type Filters = Readonly<Record<string, FilterFunction>>

/** Those of Jinja and of ansible.builtin. */
const builtin: Filters = {
  ...basicFilters,
  ...selectionFilters,
  ...sequenceFilters,
  ...numberFilters,
  ...textFilters,
  ...setFilters,
  ...collectionFilters,
  combine,
  ...yamlJsonFilters,
  ...regexFilters,
  ...pathFilters,
  ...encodingFilters,
  ...hashingFilters,
  ...randomFilters,
  ...mathFilters,
  ...dateFilters,
  ...urlFilters,
  ...htmlFilters,
  ...vaultFilters,
}

/** Those of community.general. */
const general: Filters = {
  json_query: jsonQuery,
  ...listFilters,
  ...generalKeyFilters,
  ...timeFilters,
  ...communityTextFilters,
}

/** Those of ansible.utils; where both collections have a name, the short one means these. */
const utils: Filters = { ...utilsFilters, ...utilsKeyFilters, ...ipFilters }

const named = (collection: string, filters: Filters): [string, FilterFunction][] =>
  Object.entries(filters).map(([name, filter]) => [`${collection}.${name}`, filter])

/** Filters by their short name and by their full one. */
export const allFilters: ReadonlyMap<string, FilterFunction> = new Map([
  ...Object.entries({ ...general, ...utils, ...builtin }),
  ...named('ansible.builtin', builtin),
  ...named('community.general', general),
  ...named('ansible.utils', utils),
  ...named('ansible.netcommon', ipFilters),
])
