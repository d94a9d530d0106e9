import type { ModuleCases } from './module-case.ts'

const attributes = 'changed gid group mode owner size state uid'

/** Modules that make and change files. */
export const fileCases: ModuleCases = {
  file: {
    setUp: 'echo old >old; mkdir -p full/sub; echo x >full/sub/x; chmod 600 old',
    tasks: {
      'makes a directory with its parents': {
        task: 'file: {path: "{{ here }}/a/b", state: directory, mode: "0750", owner: worker}',
        course: 'once',
        keys: `path ${attributes}`,
      },
      'changes a mode': {
        task: 'file: {path: "{{ here }}/old", mode: "u=rw,go=r"}',
        course: 'once',
        keys: `path ${attributes}`,
      },
      'makes a link': {
        task: 'file: {src: a/b, dest: "{{ here }}/link", state: link}',
        course: 'once',
        keys: `dest src ${attributes}`,
      },
      'makes a hard link': {
        task: 'file: {src: "{{ here }}/old", dest: "{{ here }}/hard", state: hard}',
        course: 'once',
        keys: `dest src ${attributes}`,
      },
      'touches a file': {
        task: 'file: {path: "{{ here }}/touched", state: touch, mode: "0600"}',
        course: 'always',
        keys: `dest ${attributes}`,
      },
      'removes a full directory': {
        task: 'file: {path: "{{ here }}/full", state: absent}',
        course: 'once',
        keys: 'path state changed',
      },
      'refuses a file that is not there': {
        task: 'file: {path: "{{ here }}/none", state: file}',
        course: 'refused',
        keys: 'msg path state',
      },
    },
  },
  copy: {
    setUp: 'printf "old\\n" >replaced; printf "here\\n" >there; mkdir tree; echo 1 >tree/one',
    files: { 'files/plain.txt': 'plain\n', 'files/tree/a.txt': 'a\n', 'files/tree/sub/b.txt': 'b\n' },
    tasks: {
      'writes content': {
        task: 'copy: {content: "one\\ntwo\\n", dest: "{{ here }}/content", mode: "0640", owner: worker}',
        course: 'once',
        keys: `checksum dest md5sum src ${attributes}`,
      },
      'copies a file of the controller': {
        task: 'copy: {src: plain.txt, dest: "{{ here }}/plain", mode: "0644"}',
        course: 'once',
        keys: `checksum dest md5sum src ${attributes}`,
      },
      'copies a folder of the controller': {
        task: 'copy: {src: tree, dest: "{{ here }}/copied/", mode: "0644", directory_mode: "0755"}',
        course: 'once',
        keys: 'changed dest src',
      },
      'replaces a file and keeps what was there': {
        task: 'copy: {content: "new\\n", dest: "{{ here }}/replaced", backup: true}',
        course: 'once',
        keys: `backup_file checksum dest ${attributes}`,
      },
      'copies within the host': {
        task: 'copy: {src: "{{ here }}/there", dest: "{{ here }}/again", remote_src: true}',
        course: 'once',
        keys: `checksum dest src ${attributes}`,
      },
      'keeps a file that is there': {
        task: 'copy: {content: "new\\n", dest: "{{ here }}/there", force: false}',
        course: 'never',
        keys: 'changed dest src',
      },
      'refuses what its validation refuses': {
        task: 'copy: {content: "bad\\n", dest: "{{ here }}/there", validate: "grep -q good %s"}',
        course: 'unforeseenRefusal',
        keys: 'msg exit_status',
      },
    },
  },
  template: {
    files: {
      'templates/site.j2':
        '# {{ ansible_managed | default("") | length > 0 }}\n{% for n in [1, 2] %}\nline {{ n }}\n{% endfor %}\nhost {{ inventory_hostname }}\n',
    },
    tasks: {
      'renders a file': {
        task: 'template: {src: site.j2, dest: "{{ here }}/site", mode: "0644"}',
        course: 'once',
        keys: `checksum dest md5sum src ${attributes}`,
      },
    },
  },
  lineinfile: {
    setUp: 'printf "[main]\\na=1\\nb=2\\n" >ini',
    tasks: {
      'replaces a line': {
        task: 'lineinfile: {path: "{{ here }}/ini", regexp: "^a=", line: "a=3"}',
        course: 'once',
        keys: 'backup changed msg',
      },
      'adds a line in its place': {
        task: 'lineinfile: {path: "{{ here }}/ini", line: "c=4", insertafter: "^a="}',
        course: 'once',
        keys: 'backup changed msg',
      },
      'removes a line': {
        task: 'lineinfile: {path: "{{ here }}/ini", regexp: "^b=", state: absent}',
        course: 'once',
        keys: 'backup changed found msg',
      },
      'makes the file': {
        task: 'lineinfile: {path: "{{ here }}/made", line: new, create: true, mode: "0644"}',
        course: 'once',
        keys: 'backup changed msg',
      },
    },
  },
  blockinfile: {
    setUp: 'printf "first\\nlast\\n" >text',
    tasks: {
      'adds a block': {
        task: 'blockinfile: {path: "{{ here }}/text", block: "one\\ntwo", insertafter: first}',
        course: 'once',
        keys: 'changed msg',
      },
      'makes the file': {
        task: 'blockinfile: {path: "{{ here }}/made", block: x, create: true, mode: "0644", marker: "; {mark} it"}',
        course: 'once',
        keys: 'changed msg',
      },
    },
  },
  replace: {
    setUp: 'printf "a.b\\na.c\\n" >text',
    tasks: {
      'replaces all': {
        task: "replace: {path: '{{ here }}/text', regexp: 'a\\.(\\w)', replace: 'x-\\1'}",
        course: 'once',
        keys: 'changed msg rc',
      },
    },
  },
  tempfile: {
    tasks: {
      'makes a file': {
        task: 'tempfile: {path: "{{ here }}", suffix: .x}',
        course: 'always',
        keys: `path ${attributes}`,
      },
      'makes a directory': {
        task: 'tempfile: {path: "{{ here }}", state: directory}',
        course: 'always',
        keys: `path ${attributes}`,
      },
    },
    dryRunDiffers: 'the reference passes over it; here, later tasks can go on with a path that is not known yet',
    volatile: ['path'],
  },
  slurp: {
    setUp: 'printf "caf\\303\\251" >text',
    tasks: {
      'reads a file': {
        task: 'slurp: {src: "{{ here }}/text"}',
        course: 'never',
        keys: 'changed content encoding source',
      },
    },
  },
  stat: {
    setUp: 'printf abc >file; ln -s file link; mkdir -m 750 folder; touch -d "2020-01-02 03:04:05 UTC" file',
    tasks: {
      'sees a file': {
        task: 'stat: {path: "{{ here }}/file", checksum_algorithm: sha256}',
        course: 'never',
        keys: 'changed stat',
      },
      'sees a link': { task: 'stat: {path: "{{ here }}/link"}', course: 'never', keys: 'changed stat' },
      'sees a directory': { task: 'stat: {path: "{{ here }}/folder"}', course: 'never', keys: 'changed stat' },
      'sees that nothing is there': { task: 'stat: {path: "{{ here }}/none"}', course: 'never', keys: 'changed stat' },
    },
    volatile: ['device_type', 'size', 'version', 'blocks'],
  },
  find: {
    setUp: 'mkdir -p a/b; echo 1 >a/one.log; echo 22 >a/b/two.log; echo 3 >a/three.txt',
    tasks: {
      'finds files': {
        task: 'find: {paths: "{{ here }}/a", patterns: "*.log", recurse: true}',
        course: 'never',
        keys: 'changed examined files matched msg',
      },
    },
    volatile: ['files'],
  },
  assemble: {
    setUp: 'mkdir parts; echo one >parts/1; echo two >parts/2',
    tasks: {
      'joins parts': {
        task: 'assemble: {src: "{{ here }}/parts", dest: "{{ here }}/whole", remote_src: true, mode: "0644"}',
        course: 'once',
        keys: `checksum dest md5sum src ${attributes}`,
      },
    },
  },
  fetch: {
    setUp: 'echo fetched >file',
    tasks: {
      'brings a file': {
        task: 'fetch: {src: "{{ here }}/file", dest: "fetched/"}',
        course: 'unforeseenOnce',
        keys: 'changed checksum dest md5sum',
      },
    },
    volatile: ['dest'],
  },
  unarchive: {
    setUp: 'mkdir in; echo packed >in/file; tar --mtime=@0 -C in -cf - file | gzip -n >in.tar.gz; rm -r in; mkdir out',
    tasks: {
      'unpacks an archive of the host': {
        task: 'unarchive: {src: "{{ here }}/in.tar.gz", dest: "{{ here }}/out", remote_src: true}',
        course: 'once',
        keys: 'changed dest handler src',
      },
    },
    volatile: ['extract_results', 'size'],
  },
}
