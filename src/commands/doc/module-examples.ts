/** A task or two with each of the modules that playbooks use most. Only documentation loads this. */

/** The examples of a module as YAML; undefined where there are none. */
export const moduleExamples = (name: string): string | undefined => {
  const text = examples[name]?.trim()
  return text === undefined ? undefined : `${text}\n`
}

const examples: Readonly<Record<string, string>> = {
  file: `
- name: A folder for the application
  ansible.builtin.file:
    path: /srv/app
    state: directory
    owner: app
    mode: "0750"

- name: The current release
  ansible.builtin.file:
    src: /srv/app/releases/42
    dest: /srv/app/current
    state: link`,
  command: `
- name: The kernel that runs
  ansible.builtin.command: uname -r
  register: kernel
  changed_when: false

- name: Set up the database once
  ansible.builtin.command:
    argv: [/usr/bin/app, setup, --data, /var/lib/app]
    creates: /var/lib/app/version`,
  shell: `
- name: The five largest folders
  ansible.builtin.shell: du -s * | sort -rn | head -5
  args:
    chdir: /var
  register: largest
  changed_when: false`,
  raw: `
- name: Whatever the remote shell makes of it
  ansible.builtin.raw: cat /etc/os-release
  changed_when: false`,
  script: `
- name: A script of the project
  ansible.builtin.script: scripts/migrate.sh --to 42
  args:
    creates: /var/lib/app/migrated-42`,
  set_fact: `
- name: Remember where the application listens
  ansible.builtin.set_fact:
    app_url: "http://{{ inventory_hostname }}:{{ app_port }}"`,
  template: `
- name: The configuration of the application
  ansible.builtin.template:
    src: app.conf.j2
    dest: /etc/app/app.conf
    mode: "0640"
    validate: /usr/bin/app --check %s
  notify: restart app`,
  copy: `
- name: A file of the project
  ansible.builtin.copy:
    src: motd
    dest: /etc/motd

- name: A text
  ansible.builtin.copy:
    content: "{{ settings | to_nice_json }}"
    dest: /etc/app/settings.json
    mode: "0600"`,
  assert: `
- name: The port can be used
  ansible.builtin.assert:
    that:
      - app_port | int > 1024
      - app_port | int < 65536
    fail_msg: "app_port is {{ app_port }}"`,
  service: `
- name: The web server runs, now and after a reboot
  ansible.builtin.service:
    name: nginx
    state: started
    enabled: true`,
  systemd: `
- name: A new unit is known and runs
  ansible.builtin.systemd:
    name: app
    daemon_reload: true
    enabled: true
    state: restarted`,
  package: `
- name: Tools that have the same name everywhere
  ansible.builtin.package:
    name: [curl, git]
    state: present`,
  apt: `
- name: A web server, from lists of today
  ansible.builtin.apt:
    name: [nginx, python3=3.11*]
    update_cache: true
    cache_valid_time: 86400

- name: All security updates
  ansible.builtin.apt:
    upgrade: safe`,
  yum: `
- name: A package from another repository
  ansible.builtin.yum:
    name: nginx
    enablerepo: epel`,
  dnf: `
- name: A group of packages
  ansible.builtin.dnf:
    name: "@development-tools"
    state: present`,
  fail: `
- name: Stop where the host is too small
  ansible.builtin.fail:
    msg: "{{ ansible_facts.memtotal_mb }} MB are too few"
  when: ansible_facts.memtotal_mb < 1024`,
  stat: `
- name: Look for a marker
  ansible.builtin.stat:
    path: /etc/app/installed
  register: marker

- name: Install what is not installed
  ansible.builtin.command: /opt/app/install
  when: not marker.stat.exists`,
  lineinfile: `
- name: Nobody logs in as root
  ansible.builtin.lineinfile:
    path: /etc/ssh/sshd_config
    regexp: '^#?PermitRootLogin'
    line: PermitRootLogin no
    validate: sshd -t -f %s`,
  blockinfile: `
- name: Hosts of the cluster
  ansible.builtin.blockinfile:
    path: /etc/hosts
    marker: "# {mark} cluster"
    block: |
      10.0.0.1 one
      10.0.0.2 two`,
  replace: `
- name: Another name in all lines
  ansible.builtin.replace:
    path: /etc/app/app.conf
    regexp: 'old\\.example\\.org'
    replace: new.example.org`,
  debug: `
- name: What a command said
  ansible.builtin.debug:
    var: kernel.stdout

- name: Only for those who want to know more
  ansible.builtin.debug:
    msg: "{{ inventory_hostname }} is {{ ansible_facts.distribution }}"
    verbosity: 1`,
  include_vars: `
- name: Variables for this distribution
  ansible.builtin.include_vars: "{{ ansible_facts.distribution }}.yml"`,
  uri: `
- name: The application answers
  ansible.builtin.uri:
    url: http://localhost:8080/health
    status_code: [200, 204]
    return_content: true
  register: health
  until: health.status == 200
  retries: 10
  delay: 3`,
  user: `
- name: Somebody who deploys
  ansible.builtin.user:
    name: deploy
    groups: [docker, adm]
    append: true
    shell: /bin/bash
    password: "{{ deploy_password | password_hash('sha512', salt) }}"

- name: Somebody who left
  ansible.builtin.user:
    name: former
    state: absent
    remove: true`,
  group: `
- name: A group of the system
  ansible.builtin.group:
    name: app
    system: true`,
  wait_for: `
- name: The database listens
  ansible.builtin.wait_for:
    port: 5432
    timeout: 60

- name: The log tells that all is ready
  ansible.builtin.wait_for:
    path: /var/log/app.log
    search_regex: ready`,
  slurp: `
- name: A certificate of the host
  ansible.builtin.slurp:
    src: /etc/ssl/certs/app.pem
  register: certificate

- name: Its text
  ansible.builtin.debug:
    msg: "{{ certificate.content | b64decode }}"`,
  get_url: `
- name: A release, if it is the right one
  ansible.builtin.get_url:
    url: https://example.org/app-42.tar.gz
    dest: /srv/app-42.tar.gz
    checksum: sha256:https://example.org/SHA256SUMS`,
  git: `
- name: The sources at a tag
  ansible.builtin.git:
    repo: https://example.org/app.git
    dest: /srv/app
    version: v4.2`,
  find: `
- name: Logs older than a month
  ansible.builtin.find:
    paths: /var/log/app
    patterns: "*.log"
    age: 30d
  register: old

- name: Remove them
  ansible.builtin.file:
    path: "{{ item.path }}"
    state: absent
  loop: "{{ old.files }}"`,
  cron: `
- name: A backup each night
  ansible.builtin.cron:
    name: backup
    hour: "2"
    minute: "30"
    job: /usr/local/bin/backup`,
  apt_repository: `
- name: A repository with its key
  ansible.builtin.apt_repository:
    repo: deb [signed-by=/etc/apt/keyrings/app.asc] https://example.org/apt stable main
    filename: app`,
  apt_key: `
- name: A key by its address
  ansible.builtin.apt_key:
    url: https://example.org/key.asc
    keyring: /etc/apt/trusted.gpg.d/app.gpg`,
  pause: `
- name: Somebody looks first
  ansible.builtin.pause:
    prompt: Is the load balancer drained?

- name: A while
  ansible.builtin.pause:
    seconds: 20`,
  pip: `
- name: What the application needs, apart from the system
  ansible.builtin.pip:
    requirements: /srv/app/requirements.txt
    virtualenv: /srv/app/venv`,
  setup: `
- name: Facts about the network alone
  ansible.builtin.setup:
    gather_subset: ['!all', network]`,
  unarchive: `
- name: An archive of the project
  ansible.builtin.unarchive:
    src: app.tar.gz
    dest: /srv

- name: One that the host fetches
  ansible.builtin.unarchive:
    src: https://example.org/app.tar.gz
    dest: /srv
    remote_src: true
    creates: /srv/app`,
  fetch: `
- name: The log of each host
  ansible.builtin.fetch:
    src: /var/log/app.log
    dest: logs/`,
  add_host: `
- name: A host that was just made
  ansible.builtin.add_host:
    name: "{{ new_address }}"
    groups: [web]
    app_port: 8080`,
  group_by: `
- name: A group for each distribution
  ansible.builtin.group_by:
    key: "os_{{ ansible_facts.distribution | lower }}"`,
  iptables: `
- name: Let the web in
  ansible.builtin.iptables:
    chain: INPUT
    protocol: tcp
    destination_port: "443"
    jump: ACCEPT`,
  tempfile: `
- name: A folder to work in
  ansible.builtin.tempfile:
    state: directory
  register: work`,
  getent: `
- name: Who root is
  ansible.builtin.getent:
    database: passwd
    key: root

- name: Its home
  ansible.builtin.debug:
    msg: "{{ ansible_facts.getent_passwd.root[4] }}"`,
  reboot: `
- name: Start again, and wait for it
  ansible.builtin.reboot:
    reboot_timeout: 300`,
  service_facts: `
- name: What runs here
  ansible.builtin.service_facts:

- name: Is there a web server?
  ansible.builtin.debug:
    msg: "{{ 'nginx.service' in ansible_facts.services }}"`,
  package_facts: `
- name: What is installed
  ansible.builtin.package_facts:

- name: The version of curl
  ansible.builtin.debug:
    msg: "{{ ansible_facts.packages.curl[0].version }}"`,
  hostname: `
- name: The name of the inventory
  ansible.builtin.hostname:
    name: "{{ inventory_hostname }}"`,
  ping: `
- name: The host can be reached
  ansible.builtin.ping:`,
  async_status: `
- name: Begin a long job
  ansible.builtin.command: /usr/bin/app reindex
  async: 3600
  poll: 0
  register: job

- name: Wait for it
  ansible.builtin.async_status:
    jid: "{{ job.ansible_job_id }}"
  register: done
  until: done.finished
  retries: 60
  delay: 60`,
  mount: `
- name: A disk, now and after a reboot
  ansible.posix.mount:
    path: /srv
    src: /dev/vdb1
    fstype: ext4
    state: mounted`,
  sysctl: `
- name: Forward packets
  ansible.posix.sysctl:
    name: net.ipv4.ip_forward
    value: "1"
    sysctl_set: true`,
  authorized_key: `
- name: A key to log in with
  ansible.posix.authorized_key:
    user: deploy
    key: "{{ lookup('file', 'keys/deploy.pub') }}"`,
  ini_file: `
- name: One option of a section
  community.general.ini_file:
    path: /etc/app.ini
    section: server
    option: port
    value: "8080"`,
  docker_container: `
- name: A container that stays up
  community.docker.docker_container:
    name: web
    image: nginx:1.27
    restart_policy: unless-stopped
    ports: ["80:80"]
    volumes: ["/srv/www:/usr/share/nginx/html:ro"]`,
}
