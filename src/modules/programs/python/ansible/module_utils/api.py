"""For modules that talk to services: limits, repetition, options."""
import functools
import random
import time


def rate_limit_argument_spec(spec=None):
    """Options for how often to ask."""
    return dict(rate=dict(type='int'), rate_limit=dict(type='int'), **(spec or {}))


def retry_argument_spec(spec=None):
    """Options for how often to try again."""
    return dict(retries=dict(type='int'), retry_pause=dict(type='float', default=1), **(spec or {}))


def basic_auth_argument_spec(spec=None):
    """Options for the service and its user."""
    own = dict(
        api_username=dict(type='str'), api_password=dict(type='str', no_log=True), api_url=dict(type='str'),
        validate_certs=dict(type='bool', default=True))
    return dict(own, **(spec or {}))


def rate_limit(rate=None, rate_limit=None):
    """A decorator: so many calls in so many seconds."""
    pause = float(rate_limit) / float(rate) if rate is not None and rate_limit is not None else None

    def wrapper(function):
        last = [0.0]

        @functools.wraps(function)
        def limited(*args, **kwargs):
            if pause is not None:
                time.sleep(max(0, pause - (time.monotonic() - last[0])))
                last[0] = time.monotonic()
            return function(*args, **kwargs)
        return limited
    return wrapper


def retry(retries=None, retry_pause=1):
    """A decorator: calls until something true comes back."""
    def wrapper(function):
        @functools.wraps(function)
        def retried(*args, **kwargs):
            if retries is None:
                return function(*args, **kwargs)
            for _ in range(retries):
                result = _attempt(function, args, kwargs)
                if result:
                    return result
                time.sleep(retry_pause)
            raise Exception('Retry limit exceeded: %d' % retries)
        return retried
    return wrapper


def _attempt(function, args, kwargs):
    try:
        return function(*args, **kwargs)
    except Exception:
        return None


def generate_jittered_backoff(retries=10, delay_base=3, delay_threshold=60):
    """Delays in seconds that double, with chance in them."""
    for attempt in range(retries):
        yield random.randint(0, min(delay_threshold, delay_base * 2 ** attempt))


def retry_never(exception_or_result):
    """No exception is worth another try."""
    return False


def retry_with_delays_and_condition(backoff_iterator, should_retry_error=None):
    """A decorator: tries again after each delay, while the condition holds for the exception."""
    condition = should_retry_error or retry_never
    delays = list(backoff_iterator)

    def wrapper(function):
        @functools.wraps(function)
        def retried(*args, **kwargs):
            call = functools.partial(function, *args, **kwargs)
            for delay in delays:
                try:
                    return call()
                except Exception as error:
                    if not condition(error):
                        raise
                time.sleep(delay)
            return call()
        return retried
    return wrapper
