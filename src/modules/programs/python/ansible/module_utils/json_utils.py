"""JSON among other output."""


def _filter_non_json_lines(data, objects_only=False):
    """The JSON in a text, and warnings of what follows it. What precedes it is left out."""
    ends = {'{': '}'} if objects_only else {'{': '}', '[': ']'}
    lines = data.splitlines()
    start = next((index for index, line in enumerate(lines) if line.strip()[:1] in ends), None)
    if start is None:
        raise ValueError('No start of json char found')
    closing = ends[lines[start].strip()[0]]
    stop = next((index for index in range(len(lines) - 1, start - 1, -1) if lines[index].strip().endswith(closing)), None)
    if stop is None:
        raise ValueError('No end of json char found')
    after = '\n'.join(lines[stop + 1:]).strip()
    warnings = ['Module invocation had junk after the JSON data: %s' % after] if after else []
    return '\n'.join(lines[start:stop + 1]), warnings
