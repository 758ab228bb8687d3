"""What template.yaml says, with names filled in: the one description that every engine is built from."""

from flong_local.template.local import local_template
from flong_local.template.model import Template
from flong_local.template.names import Place
from flong_local.template.wiring import EventSource, Function, Subscription

__all__ = ["EventSource", "Function", "Place", "Subscription", "Template", "local_template"]
