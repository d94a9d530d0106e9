"""Classes by their bases."""


def get_all_subclasses(cls):
    """All classes below one, however deep."""
    found, waiting = set(), [cls]
    while waiting:
        for subclass in waiting.pop().__subclasses__():
            if subclass not in found:
                found.add(subclass)
                waiting.append(subclass)
    return found
