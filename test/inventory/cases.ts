/** Inventories of every kind, for comparing with the reference. */
export interface InventoryCase {
  readonly name: string
  readonly files: Readonly<Record<string, string>>
  /** Relative to the folder of the files; `hosts` unless told. */
  readonly sources?: readonly string[]
  /** Compare all that can be printed, not only `--list`. */
  readonly prints?: boolean
}

const ini: readonly InventoryCase[] = [
  {
    name: "a host and a group of one name, whose variables are the group's",
    files: { hosts: '[web]\nweb x=1\nother\n[web:vars]\ny=2\n' },
  },
  {
    name: 'ranges that count backwards',
    files: { hosts: '[r]\na[1:3:-1]\nb[3:1:-1]\nc[9:1:-3]\nd[5:1]\n' },
  },
  {
    name: 'JSON with numbers of Python and a key that comes twice',
    files: {
      'hosts.json': '{"all": {"hosts": {"a": {"x": 1e5, "y": NaN, "z": [-Infinity, Infinity], "d": 1, "d": 2}}}}',
    },
    sources: ['hosts.json'],
  },
  ...[
    'null: 1, true: x',
    '1: a, b: c',
    'b: c, 2: a, true: d',
    '10: a, 9: b, 1: c',
    '3: a, 1: b, null: c, 2: d',
    '2: a, 1.5: b, false: c',
    'z: {y: 1, 5: 2}, a: {null: 1, x: 2}',
  ].map((dict) => ({
    name: `keys of several types: ${dict}`,
    files: { 'hosts.yml': `all: {hosts: {a: {v: {${dict}}}}}\n` },
    sources: ['hosts.yml'],
  })),
  {
    name: 'groups, children, variables and ungrouped hosts',
    prints: true,
    files: {
      hosts: `
; a comment
lone
[web]
web1 ansible_host=10.0.0.1   # said twice below
web2:2222 http_port=8080
web1 extra=1
[db]
db[01:03] role=primary
[db:vars]
engine=postgres
port=5432
[prod:children]
web
db
[all:vars]
env=prod
[empty]
`,
    },
  },
  {
    name: 'ranges of numbers and letters, with steps and in several places',
    files: { hosts: '[r]\na[1:3]\nb[01:10:3]\nc[a:c]\nd[0:1]-[a:b].example.org\ne[:2]\n' },
  },
  {
    name: 'values typed as Python literals',
    prints: true,
    files: {
      hosts: `[t]
h i=5 n=-3 f=1.5 g=2.0 e=1e3 b=True s=true x=yes o=0o17 oct=0644 hex=0x1F none=None u=1_000
l a="[1, 'x', None]" d="{'k': 1, 'l': [True]}" t="(1, 2)" q='"5"' r="'5'" c=1,2 z="" y=''
m a="x y" b='x "y"' c=a=b d="[1" e="{{ x }}" f=a\\b g="a\\\\nb" h="'a\\\\nb'" i="'a' 'b'"
[t:vars]
i=5
s='quoted text'
t=text with  spaces # and a hash
c=5 # comment
d={"a": [1, 2]}
e=
f = spaced
g="a" # b
h=1 2
j=a,b
k=(1)
`,
    },
  },
  {
    name: 'addresses and ports',
    files: {
      hosts:
        '192.168.0.1\n192.168.0.2:22\n[2001:db8::1]:2200\n2001:db8::2\nname.example.org:33\n[v6]\n[2001:db8::3]:22 a=1\n',
    },
  },
  {
    name: 'children that are declared later',
    files: { hosts: '[a:children]\nb\n[b:children]\nc\n[c]\nh\n[b:vars]\nx=1\n[c:vars]\nx=2\n' },
  },
  {
    name: 'priorities and depths of groups',
    prints: true,
    files: {
      hosts: `[a]
h
[b]
h
[c]
h
[c:children]
d
[d]
h
k
[a:vars]
x=a
y=a
ansible_group_priority=10
[b:vars]
x=b
y=b
z=b
[c:vars]
z=c
w=c
[d:vars]
w=d
[all:vars]
x=all
y=all
w=all
only=all
`,
    },
  },
  { name: 'an undefined child', files: { hosts: '[a:children]\nb\n' } },
  { name: 'variables of an undefined group', files: { hosts: '[a:vars]\nx=1\n' } },
  { name: 'a section of an unknown kind', files: { hosts: '[a:sorts]\nx=1\n' } },
  { name: 'a section with a space', files: { hosts: 'x a=1\n[a b]\nx=1\n' } },
  { name: 'a variable without value', files: { hosts: 'x a=1\ny b\n' } },
  { name: 'a line of variables without equals', files: { hosts: '[a]\nx\n[a:vars]\nfoo\n' } },
  { name: 'a quote that is not closed', files: { hosts: 'x a=1\ny a="1\n' } },
  { name: 'a loop of groups', files: { hosts: '[a]\nx\n[b]\n[a:children]\nb\n[b:children]\na\n' } },
  { name: 'a name of a group with other characters', files: { hosts: '[a-b]\nx\n[0c]\ny\n' } },
  { name: 'a host and a group of one name', files: { hosts: '[web]\nweb\n' } },
  { name: 'localhost in the inventory', files: { hosts: 'localhost ansible_connection=local\n127.0.0.1\n' } },
]

const yaml: readonly InventoryCase[] = [
  {
    name: 'groups in YAML',
    prints: true,
    sources: ['hosts.yml'],
    files: {
      'hosts.yml': `all:
  hosts:
    lone: {a: 1}
    web[1:2]: {b: [x, {y: 2.0}], c: yes, d: 0644, e: 2020-01-01}
  vars:
    v: "{{ w }}"
  children:
    web:
      hosts:
        web1:
        web3:2222:
    empty:
    prod:
      children:
        web:
          vars: {x: 1}
        db:
          hosts: db1
      vars:
`,
    },
  },
  {
    name: 'unknown keys and wrong types in YAML',
    sources: ['hosts.yml'],
    files: {
      'hosts.yml':
        'all:\n  hosts:\n    x:\n  foo: {}\n  bar: 1\n  children:\n    b:\n      hosts: {y: {}}\nother: text\n',
    },
  },
  { name: 'vars that are a list', sources: ['hosts.yml'], files: { 'hosts.yml': 'all:\n  vars: [1]\n' } },
  { name: 'a host with a list for variables', sources: ['h.yml'], files: { 'h.yml': 'all:\n  hosts:\n    x: [1]\n' } },
  { name: 'a host that is a number', sources: ['h.yml'], files: { 'h.yml': 'all:\n  hosts:\n    1: {}\n' } },
  { name: 'an empty YAML file', sources: ['h.yml'], files: { 'h.yml': '---\n' } },
  { name: 'an unknown plugin', sources: ['h.yml'], files: { 'h.yml': 'plugin: foo\n' } },
  {
    name: 'JSON',
    sources: ['hosts.json'],
    files: {
      'hosts.json':
        '{"all": {"hosts": {"a": {"n": 1, "f": 1.0, "e": 1e3, "s": "yes"}}, "children": {"g": {"hosts": {"a": null}}}}}',
    },
  },
  {
    name: 'keys of several types',
    prints: true,
    sources: ['h.yml'],
    files: { 'h.yml': 'all:\n  hosts:\n    a: {2: x, b: y}\n' },
  },
  {
    name: 'a group that is named by a number',
    sources: ['h.yml'],
    files: { 'h.yml': 'all:\n  hosts: {a: {}}\n  children:\n    1:\n      hosts: {b: {}}\n' },
  },
]

const folders: readonly InventoryCase[] = [
  {
    name: 'group_vars and host_vars beside the inventory and the playbook',
    prints: true,
    sources: ['inv/hosts'],
    files: {
      'inv/hosts':
        '[web]\nweb1 inline=1 both=inline\n[db]\ndb1\n[web:vars]\ngroup=inline\ng2=inline\n[all:vars]\na=inline\n',
      'inv/group_vars/all.yml': 'a: inventory\nall: 1\n',
      'inv/group_vars/web': 'group: inventory\nweb: [1]\n',
      'inv/group_vars/db/a.yml': 'x: a\ny: a\n',
      'inv/group_vars/db/b.yaml': 'x: b\n',
      'inv/group_vars/db/c.json': '{"z": 1}',
      'inv/group_vars/db/.hidden.yml': 'x: hidden\n',
      'inv/group_vars/db/d.txt': 'x: text\n',
      'inv/group_vars/db/sub/e': 'x: sub\n',
      'inv/group_vars/db/old.yml~': 'x: old\n',
      'inv/host_vars/web1.yml': 'both: host_vars\n',
      'group_vars/web.yml': 'g2: playbook\n',
      'group_vars/all/one.yml': 'a: playbook\n',
      'host_vars/db1/main.yml': 'h: 1\n',
    },
  },
  {
    name: 'a folder of sources',
    sources: ['inv'],
    files: {
      'inv/01-first': '[web]\na x=1\n',
      'inv/02.yml': 'web:\n  hosts:\n    a: {x: 2}\n    b:\n',
      'inv/sub/03': '[db]\nc\n',
      'inv/.hidden': '[hidden]\nh\n',
      'inv/old.bak': '[old]\no\n',
      'inv/README.md': 'text\n',
      'inv/notes.cfg': '[notes]\n',
      'inv/group_vars/web.yml': 'y: 1\n',
    },
  },
  {
    name: 'several sources',
    prints: true,
    sources: ['one', 'two/hosts', 'c,d:22'],
    files: {
      one: '[g]\na x=1\n',
      'two/hosts': '[g]\na x=2\nb\n',
      'two/group_vars/g': 'v: two\n',
      'group_vars/g': 'v: one\n',
    },
  },
  { name: 'a list of hosts', sources: ['web1,web2:2222, db[1:2],[::1]:22,'], files: {} },
  { name: 'no source at all', prints: true, sources: ['nowhere'], files: {} },
  { name: 'group_vars that is a file', files: { hosts: 'a\n', group_vars: '' } },
  { name: 'an empty folder', sources: ['inv'], files: { 'inv/.keep': '' } },
  {
    name: 'a folder in which one folder is empty',
    sources: ['inv'],
    files: { 'inv/sub/.keep': '', 'inv/hosts': 'a\n' },
  },
  { name: 'a path with a comma', sources: ['a,b'], files: { x: '' } },
]

const script = (list: string, host = '{}'): string =>
  `#!/bin/sh\nif [ "$1" = --list ]; then cat <<'END'\n${list}\nEND\nelse cat <<END\n${host}\nEND\nfi\n`

const others: readonly InventoryCase[] = [
  {
    name: 'a script with _meta',
    prints: true,
    files: {
      hosts: script(
        '{"web": {"hosts": ["a", "b"], "vars": {"x": 1, "f": 1.0}}, "all": {"children": ["web"]}, "db": ["c"], "lone": {"v": 1}, "_meta": {"hostvars": {"a": {"t": "{{ x }}", "l": [1]}, "ghost": {"x": 1}}}}',
      ),
    },
  },
  { name: 'a script without _meta', files: { hosts: script('{"web": ["a", "b"]}', '{"name": "$2"}') } },
  { name: 'a script that fails', files: { hosts: '#!/bin/sh\necho wrong >&2\nexit 3\n' } },
  { name: 'a script that prints a list', files: { hosts: script('[]') } },
  {
    name: 'a script that gives hosts as text',
    files: { hosts: script('{"web": {"hosts": "a"}}') },
  },
  {
    name: 'TOML',
    prints: true,
    sources: ['hosts.toml'],
    files: {
      'hosts.toml': `[all.vars]
v = 1
[web]
children = ["apache"]
other = 1
[web.hosts]
"a[1:2]" = {x = 1, f = 2.0}
b = {}
[apache.hosts.c]
l = [1, 2]
`,
    },
  },
]

/** Numbers that look random and are the same in every run. */
const numbers = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (state * 1103515245 + 12345) % 2147483648
    return Math.floor((state / 2147483648) * below)
  }
}

const words = ['1', 'yes', "'x y'", '"[1, 2]"', '{{ v }}', '1.50', 'None', '0x10', '"a=b"', '007', "{'k': 1}", '']

/** Groups below groups with hosts in several of them, variables that override each other, priorities. */
const generate = (seed: number): InventoryCase => {
  const next = numbers(seed)
  const word = () => words[next(words.length)]!
  const groups = Array.from({ length: 3 + next(5) }, (_, index) => `g${index}`)
  const lines: string[] = []
  const files: Record<string, string> = {}
  for (const [index, group] of groups.entries()) {
    lines.push(`[${group}]`)
    for (let count = next(4); count > 0; count -= 1) {
      lines.push(next(3) === 0 ? `n[${next(3)}:${3 + next(3)}]` : `h${next(6)} a=${word()} b${next(3)}=${word()}`)
    }
    if (index > 0 && next(2) === 0) lines.push(`[g${next(index)}:children]`, group)
    if (next(2) === 0) lines.push(`[${group}:vars]`, `x=${word()}`, `y${next(2)}=${word()}`)
    if (next(3) === 0) lines.push(`[${group}:vars]`, `ansible_group_priority=${next(20)}`)
    if (next(3) === 0) files[`group_vars/${group}.yml`] = `x: file ${group}\nz: [${next(9)}]\n`
  }
  if (next(2) === 0) lines.push('[all:vars]', 'x=all', 'w=all')
  if (next(2) === 0) files[`host_vars/h${next(6)}`] = 'a: file\n'
  return { name: `generated from ${seed}`, files: { ...files, hosts: `${lines.join('\n')}\n` } }
}

const generated = Array.from({ length: 16 }, (_, index) => generate(1000 + index * 7919))

export const cases: readonly InventoryCase[] = [...ini, ...yaml, ...folders, ...others, ...generated]
