/** One line about each plugin that is built in: filters and tests in families, others by themselves. */
import { textTable as table } from '../../util/text-table.ts'

/** What the plugins of each type do, by their short names. */
export const pluginTexts: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  become: table(`
    doas: Run as another user through doas
    su: Run as another user through su
    sudo: Run as another user through sudo`),
  cache: table(`
    jsonfile: Keep facts in JSON files, one for each host
    memory: Keep facts until the run ends`),
  callback: table(`
    debug: As default, with what programs print below each result
    default: Show each task and its results as text
    json: Print the whole run as one JSON document
    junit: Write the results as JUnit files
    minimal: Show results only, as ad hoc commands do
    oneline: Show each result in a single line
    profile_roles: Tell how long each role took
    profile_tasks: Tell how long each task took
    skippy: As default, without results that were skipped
    timer: Tell how long the run took
    tree: Write the result of each host to a file
    yaml: As default, with results as YAML`),
  connection: table(`
    docker: Run tasks in a container
    local: Run tasks on this machine
    openssh: Connect with the ssh program of this machine
    ssh: Connect over SSH`),
  inventory: table(`
    advanced_host_list: Hosts from a list with ranges
    auto: The plugin that a YAML source names
    constructed: Groups and variables made by expressions
    generator: Hosts and groups from combinations of layers
    host_list: Hosts from a list with commas
    ini: Hosts and groups from an INI file
    script: What a program prints as JSON
    toml: Hosts and groups from a TOML file
    yaml: Hosts and groups from a YAML file`),
  shell: table(`
    sh: The POSIX shell`),
  strategy: table(`
    debug: As linear, with a debugger after each failure
    free: Each host goes on as soon as it can
    host_pinned: As free, but no other host begins before one is done
    linear: All hosts do a task before any begins the next`),
  vars: table(`
    host_group_vars: Variables from group_vars/ and host_vars/`),
  lookup: table(`
    cartesian nested: Every combination of the items of lists
    config: Values of settings
    csvfile: A value from a file of comma-separated values
    dict: The entries of a dict as keys and values
    env: Variables of this machine's environment
    file: The text of files
    fileglob: Files that match a pattern
    filetree: All files below folders, with what they are
    first_found: The first file that exists
    flattened: Lists made into one
    indexed_items: Items with their numbers
    ini: A value from an INI or properties file
    inventory_hostnames: The hosts that match a pattern
    items: The items of lists, one level deep
    lines: The lines that commands print
    list: A list as it is
    password: A password that is made once and kept in a file
    pipe: What a command prints
    random_choice: Any one of the items
    sequence: Numbers, one after the other
    subelements: The items of a list within each item
    template: What templates give
    together: Lists joined item by item
    unvault: The text of encrypted files
    url: What addresses answer
    varnames: Names of variables that match patterns
    vars: Values of variables by their names`),
  filter: table(`
    abs: The number without its sign
    accumulate: Sums of the items so far
    attr: An attribute by its name
    b64decode: Decode Base64
    b64encode: Encode as Base64
    basename win_basename: The last part of a path
    batch: Items in groups of a size
    bool: Text such as yes or no as a truth value
    capitalize: The first letter large, others small
    center: Text in the middle of a width
    checksum sha1: The SHA-1 of text
    cidr_merge: Networks joined where they can be
    combinations: All choices of so many items
    combine: Several dicts as one
    comment: Text as a comment of a file
    commonpath: The path that several have in common
    consolidate: Lists of dicts joined by a key
    count length: How many items there are
    counter: How often each item occurs
    crc32: The CRC-32 of text
    d default: Another value for what is undefined
    dict dict_kv: A dict made of pairs or of one key
    dict2items: The entries of a dict as a list
    dictsort: The entries of a dict in order
    difference: Items that are in the first list only
    dirname win_dirname: A path without its last part
    e escape forceescape: Text with what HTML needs escaped
    expanduser: A path with its tilde replaced
    expandvars: Text with environment variables replaced
    extract: The value of a container at a key
    fileglob: Files that match a pattern
    filesizeformat human_readable: A size in words
    first: The first item
    flatten: Lists within lists made into one
    float: A number with decimals
    format: Text with its placeholders filled in
    from_csv: Rows of comma-separated values
    from_ini: Sections of an INI text
    from_json: The value of JSON text
    from_xml: The value of XML text
    from_yaml from_yaml_all: The value of YAML text
    get_path: The value at a path
    groupby groupby_as_dict: Items grouped by an attribute
    hash: A hash of text
    human_to_bytes: A size in words as bytes
    hwaddr macaddr: Checks and converts hardware addresses
    indent: Lines moved to the right
    index_of: Where in a list something is
    int: A whole number
    intersect: Items that both lists have
    ip4_hex: An IPv4 address as hexadecimal digits
    ipaddr: Checks and converts IP addresses and networks
    ipcut: Bits of an IP address
    ipmath: An IP address so many further
    ipsubnet: Networks within a network
    ipv4: Those that are IPv4
    ipv6 ipv6form: Those that are IPv6, and their forms
    ipwrap: IPv6 addresses in brackets
    items: The entries of a dict
    items2dict: A dict from a list of entries
    join: Items as one text
    json_query: A query of JMESPath
    keep_keys: Dicts with some of their keys
    last: The last item
    list: The items as a list
    lists_difference lists_intersect lists_symmetric_difference lists_union: Sets of several lists
    lists_mergeby: Lists of dicts merged by a key
    log: A logarithm
    lower: Small letters
    mandatory: An error where a value is missing
    map: A filter or attribute of each item
    max: The greatest item
    md5: The MD5 of text
    min: The least item
    network_in_network network_in_usable: Whether an address is in a network
    next_nth_usable previous_nth_usable nthhost usable_range: Addresses of a network
    normpath: A path without detours
    password_hash: A hash of a password for user accounts
    path_join: Parts of a path as one
    permutations: All orders of items
    pow: A power
    pprint: A value as Python writes it
    product: Every combination of the items of lists
    quote: Text for a shell
    random: Any item or number
    random_mac: A hardware address with a prefix
    realpath: A path with its links followed
    reduce_on_network: Addresses within a network
    regex_escape: Text for a regular expression
    regex_findall: All matches of a regular expression
    regex_replace: Matches of a regular expression replaced
    regex_search: The first match of a regular expression
    reject rejectattr: Items that fail a test
    rekey_on_member: A dict by a key of its items
    relpath: A path from another
    remove_keys: Dicts without some of their keys
    replace: Text replaced
    replace_keys: Dicts with other names of keys
    reverse: The other way round
    root: A root
    round: A number rounded
    safe: Text that is not escaped
    select selectattr: Items that pass a test
    shuffle: Items in any order
    slaac: The address a host gives itself
    slice: Items in so many columns
    sort: Items in order
    split: Text cut into parts
    splitext: A file name and its extension
    strftime: A time as text
    string: Text
    striptags: Text without tags
    subelements: Items with those of a list within them
    sum: The sum of items
    symmetric_difference: Items that only one list has
    ternary: One value or the other
    title: Each word with a large letter
    to_datetime: The time that text tells
    to_days to_hours to_milliseconds to_minutes to_months to_seconds to_time_unit to_weeks to_years: A duration in a unit
    to_ini: An INI text
    to_json to_nice_json tojson: JSON text
    to_nice_yaml to_yaml: YAML text
    to_paths: All paths of a value
    to_uuid: A UUID made of text
    to_xml: XML text
    trim: Text without blanks at its ends
    truncate: The beginning of text
    type_debug: The name of a value's type
    unicode_normalize: Text in a normal form of Unicode
    union: Items of both lists
    unique: Each item once
    unvault: What a vault holds
    upper: Large letters
    urldecode: Text of an address decoded
    urlencode: Text for an address
    urlize: Addresses made into links
    urlsplit: The parts of an address
    vault: Text encrypted as a vault
    version_sort: Versions in order
    win_splitdrive: A drive and its path
    wordcount: How many words there are
    wordwrap: Text in lines of a width
    xmlattr: Attributes of a tag
    zip zip_longest: Lists joined item by item`),
  test: table(`
    abs is_abs: Is the path absolute
    all: Are all items true
    any: Is any item true
    boolean: Is it a truth value
    callable: Can it be called
    change changed: Did the task change anything
    contains: Does the list have the item
    defined: Is there such a variable
    directory is_dir: Is there a folder of that path
    divisibleby: Is the number a multiple of another
    eq equalto: Are both equal
    escaped: Is the text escaped
    even: Is the number even
    exists link_exists: Is there anything of that path
    failed failure: Did the task fail
    false: Is it false
    falsy: Does it count as false
    file is_file: Is there a file of that path
    filter: Is there a filter of that name
    finished: Is the background task done
    float: Is it a number with decimals
    fullmatch: Does the whole text match
    ge: Is it as great or greater
    greaterthan gt: Is it greater
    in: Is it one of them
    integer: Is it a whole number
    is_link link: Is there a link of that path
    is_mount mount: Is a file system mounted at the path
    is_same_file same_file: Do both paths lead to the same file
    isnan nan: Is it no number
    issubset subset: Are all its items in the other list
    issuperset superset: Are all items of the other list in it
    iterable: Does it have items
    le: Is it as small or smaller
    lessthan lt: Is it smaller
    lower: Is all of it in small letters
    mapping: Is it a dict
    match: Does the text begin with a match
    ne: Do both differ
    none: Is it null
    number: Is it a number
    odd: Is the number odd
    reachable: Could the host be reached
    regex: Does the text match in a given way
    sameas: Are both the same object
    search: Is there a match anywhere in the text
    sequence: Is it a list or text
    skip skipped: Was the task left out
    started: Has the background task begun
    string: Is it text
    succeeded success successful: Did the task succeed
    test: Is there a test of that name
    timedout: Did the background task take too long
    true: Is it true
    truthy: Does it count as true
    undefined: Is there no such variable
    unreachable: Could the host not be reached
    upper: Is all of it in large letters
    uri: Is it a URI
    url: Is it an address
    urn: Is it a URN
    vault_encrypted vaulted_file: Is it encrypted
    version version_compare: Is the version older, newer or the same`),
}
