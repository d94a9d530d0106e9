"""The template benchmarks of the reference programs: milliseconds per operation as JSON."""

import json
import sys
import time

work = json.load(sys.stdin)
scale = work["scale"]


def per_operation(times, run):
    times = max(1, int(times * scale))
    start = time.process_time()
    run(times)
    return (time.process_time() - start) * 1000 / times


def jinja2_measures():
    import jinja2

    env = jinja2.Environment(undefined=jinja2.StrictUndefined, trim_blocks=True)
    template = env.from_string(work["template"])
    compiled = [env.from_string("{% if " + c + " %} True {% else %} False {% endif %}") for c in work["conditions"]]

    def render(times):
        for _ in range(times):
            template.render(work["vars"])

    def conditions(times):
        for i in range(times):
            compiled[i % len(compiled)].render(work["vars"])

    # Variables that refer to others are Ansible's: jinja2 alone has nothing of the kind.
    return {"render": per_operation(2000, render), "conditions": per_operation(20000, conditions), "variables": None}


def templar_measures():
    from ansible.parsing.dataloader import DataLoader
    from ansible.template import Templar

    def templar(variables):
        return Templar(DataLoader(), variables=variables)

    over = templar(work["vars"])
    texts = ["{% if " + c + " %} True {% else %} False {% endif %}" for c in work["conditions"]]
    chained = templar(work["chainVars"])

    def render(times):
        for _ in range(times):
            over.template(work["template"], escape_backslashes=False, convert_data=False)

    def conditions(times):
        for i in range(times):
            over.template(texts[i % len(texts)])

    def variables(times):
        for i in range(times):
            chained.template("{{ v%d }}" % (i * 7 % work["chain"]))

    return {
        "render": per_operation(300, render),
        "conditions": per_operation(3000, conditions),
        "variables": per_operation(1000, variables),
    }


def attempt(measure):
    try:
        return measure()
    except ImportError:
        return {}


measures = {"jinja2": attempt(jinja2_measures), "templar": attempt(templar_measures)}
json.dump(
    {
        name: {tool: of[name] for tool, of in measures.items() if of}
        for name in ("render", "conditions", "variables")
    },
    sys.stdout,
)
