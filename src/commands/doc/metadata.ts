import { type Dict, dict, type Value } from '../../values.ts'
import { allOf, pluginTypes } from './catalogue.ts'
import { documentData, fullName } from './document.ts'
import { documentedKeywords, keywordData } from './keywords.ts'
import { allRoles, type RolePlaces, roleData } from './roles.ts'

/** Everything there is documentation of, by types and full names. Where it is not to fail, an error stands for what it is of. */
export const metadata = async (places: RolePlaces, fails: boolean): Promise<Value> => {
  const types: Dict = new Map()
  for (const type of pluginTypes)
    types.set(type, new Map((await allOf(type)).map((one): [Value, Value] => [fullName(one), documentData(one)])))
  types.set('keyword', new Map(documentedKeywords.map((name): [Value, Value] => [name, keywordData(name) ?? null])))
  types.set('role', rolesOf(places, fails))
  return dict({ all: types })
}

const rolesOf = (places: RolePlaces, fails: boolean): Dict => {
  try {
    return new Map(allRoles(places).map((role): [Value, Value] => [role.name, roleData(role)]))
  } catch (error) {
    if (fails) throw error
    return dict({ error: (error as Error).message })
  }
}
