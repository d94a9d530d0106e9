import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { generate } from '../reference/templating-differential/generate.ts'
import { Random } from '../reference/templating-differential/random.ts'

const SNIPPETS = [
  '{{',
  '}}',
  '{%',
  '%}',
  '{#',
  '#}',
  '{%- raw %}',
  '{% endraw %}',
  '{% for i in l %}',
  '{% endfor %}',
  '{% if',
  '{% endif %}',
  '{% set a = ',
  '{% macro m(a) %}',
  '{% endmacro %}',
  '{{ m(',
  '{% block b %}',
  '{% endblock %}',
  '{% call m() %}',
  '{% filter upper %}',
  '| map(',
  '| sort',
  '| regex_replace(',
  '"',
  "'",
  '\\',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '~',
  '**',
  '//',
  '%',
  'is',
  'not',
  'in',
  'loop.',
  'range(',
  '10**9',
  '1e308',
  '"a" * ',
  'lookup(',
  '#jinja2: trim_blocks: True\n',
  '\r\n',
  '\u0000',
  '\ud800',
  '😀',
  '---\n',
  '- ',
  ': ',
  '&a ',
  '*a',
  '<<: ',
  '!vault |\n',
  '!unsafe ',
  '|\n  ',
  '>-\n',
  '? ',
  '\t',
  '%YAML 1.1\n',
  '...\n',
  '{a: [',
  'key: "',
  '- &x\n- *x\n',
]

/** Texts that are wrong in every way, and nearly right. */
export class Inputs {
  readonly #samples: readonly string[]

  constructor(root: string) {
    this.#samples = ['playbooks', 'roles', 'inventories'].flatMap((folder) => filesBelow(join(root, folder)))
  }

  /** The text of a seed. */
  make(seed: number): string {
    const random = new Random(seed)
    const kind = random.below(4)
    if (kind === 0) return noise(random)
    const base = kind === 1 ? generate(seed, { ansible: true }).template : random.pick(this.#samples)
    return mutated(kind === 3 ? base + random.pick(this.#samples) : base, random)
  }
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:yml|j2|ini)$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))

const noise = (random: Random): string =>
  Array.from({ length: random.below(200) }, () =>
    random.chance(0.3) ? random.pick(SNIPPETS) : String.fromCharCode(random.below(random.chance(0.8) ? 128 : 65536)),
  ).join('')

const mutated = (text: string, random: Random): string => {
  let result = text
  for (let changes = 1 + random.below(6); changes > 0; changes--) {
    const at = random.below(result.length + 1)
    const until = Math.min(result.length, at + random.below(20))
    const piece = result.slice(at, until)
    const change = random.below(5)
    if (change === 0) result = result.slice(0, at) + result.slice(until)
    else if (change === 1) result = result.slice(0, at) + random.pick(SNIPPETS) + result.slice(at)
    else if (change === 2) result = result.slice(0, at) + piece.repeat(1 + random.below(50)) + result.slice(until)
    else if (change === 3)
      result = result.slice(0, at) + random.pick(SNIPPETS).repeat(random.below(300)) + result.slice(at)
    else result = result.slice(until) + result.slice(0, at)
  }
  return result
}
