import { expect, test } from 'vitest'
import { itemLabel } from '../../src/reporters/item-label.ts'
import { dict, Float, Secret, Tuple, Unknown } from '../../src/values.ts'

test.each([
  [undefined, 'None'],
  [true, 'True'],
  ["it's", "it's"],
  [["it's", 'a"b', '\'"'], `["it's", 'a"b', '\\'"']`],
  [dict({ a: null, b: [1, 1.5, new Float(2)] }), "{'a': None, 'b': [1, 1.5, 2.0]}"],
  [Tuple.from_([1]), '(1,)'],
  [['\n\u00e9\u200b'], "['\\né\\u200b']"],
  [[new Secret('pa55'), new Unknown('later')], "['********', '(known after apply)']"],
  [Number.POSITIVE_INFINITY, 'inf'],
  [1e20, '100000000000000000000'],
])('the item %o is shown as %s', (item, label) => {
  expect(itemLabel(item)).toBe(label)
})
