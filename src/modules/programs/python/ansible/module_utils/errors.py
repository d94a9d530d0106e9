"""What is wrong with the arguments of a module, by kind."""


class AnsibleFallbackNotFound(Exception):
    """A fallback has no value."""


class AnsibleValidationError(Exception):
    """An argument is wrong."""

    def __init__(self, message):
        super(AnsibleValidationError, self).__init__(message)
        self.error_message = message

    @property
    def msg(self):
        """What is wrong."""
        return self.args[0]


class AnsibleValidationErrorMultiple(AnsibleValidationError):
    """All that is wrong, in the order in which it was found."""

    def __init__(self, errors=None):
        self.errors = errors[:] if errors else []

    def __getitem__(self, key):
        return self.errors[key]

    def __setitem__(self, key, value):
        self.errors[key] = value

    def __delitem__(self, key):
        del self.errors[key]

    @property
    def msg(self):
        return self.errors[0].args[0]

    @property
    def messages(self):
        """Each one's text."""
        return [error.msg for error in self.errors]

    def append(self, error):
        """Adds one."""
        self.errors.append(error)

    def extend(self, errors):
        """Adds several."""
        self.errors.extend(errors.errors if isinstance(errors, AnsibleValidationErrorMultiple) else errors)


class AliasError(AnsibleValidationError):
    """Aliases can't be read."""


class ArgumentTypeError(AnsibleValidationError):
    """A value is of a type that it can't have."""


class ArgumentValueError(AnsibleValidationError):
    """A value is none of the choices."""


class DeprecationError(AnsibleValidationError):
    """A deprecation can't be read."""


class ElementError(AnsibleValidationError):
    """An item of a list is of a type that it can't have."""


class MutuallyExclusiveError(AnsibleValidationError):
    """Options that exclude each other were both given."""


class NoLogError(AnsibleValidationError):
    """What is secret can't be read."""


class RequiredByError(AnsibleValidationError):
    """An option that another asks for is missing."""


class RequiredDefaultError(AnsibleValidationError):
    """An option is required and has a default."""


class RequiredError(AnsibleValidationError):
    """A required option is missing."""


class RequiredIfError(AnsibleValidationError):
    """An option that a value of another asks for is missing."""


class RequiredOneOfError(AnsibleValidationError):
    """None of several options was given."""


class RequiredTogetherError(AnsibleValidationError):
    """An option was given without those that go with it."""


class SubParameterTypeError(AnsibleValidationError):
    """What has options of its own is no dictionary."""


class UnsupportedError(AnsibleValidationError):
    """There is no such option."""
