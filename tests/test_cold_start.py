"""What a cold start leaves out, it makes up for before the first invocation."""

import os
import subprocess
import sys

COLD_START = """
import gc, sys
import flong.events
collecting = gc.isenabled()
from flong.runtime import for_each_hint
for_each_hint(list, print)
frozen = gc.get_freeze_count() > 10_000
spared = "aws_lambda_powertools.utilities.parser.models.kafka" not in sys.modules
print(collecting, gc.isenabled(), frozen, spared)
"""


READ = """
import sys
import flong.api.routes
print(*sorted({"jinja2", "nh3", "pyromark", "yaml", "boto3", "flong.api.openapi",
    "aws_lambda_powertools.event_handler.openapi.models"} & sys.modules.keys()))
"""


SUBSCRIBERS = """
import sys
import flong.subscriptions.routes
print(*sorted({"nh3", "pyromark", "yaml", "boto3", "email_validator", "dns"} & sys.modules.keys()))
"""


def cold_start(code: str = COLD_START, **environment: str) -> list[str]:
    given = {name: it for name, it in os.environ.items() if name != "AWS_LAMBDA_FUNCTION_NAME"}
    given |= {"PYTHONPATH": os.pathsep.join(sys.path), "POWERTOOLS_METRICS_NAMESPACE": "Test", **environment}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, env=given, check=True, capture_output=True, text=True).stdout.split()


def test_in_lambda_garbage_waits_until_a_handler_is_ready_and_unused_models_stay_away():
    assert cold_start(AWS_LAMBDA_FUNCTION_NAME="test") == ["False", "True", "True", "True"]


def test_elsewhere_importing_leaves_the_process_as_it_was():
    assert cold_start()[:3] == ["True", "True", "False"]


def test_the_read_api_brings_nothing_that_only_writing_or_describing_needs():
    assert cold_start(READ, AWS_LAMBDA_FUNCTION_NAME="test", AWS_DEFAULT_REGION="us-east-1") == []


def test_who_only_reads_a_page_of_signing_up_waits_for_no_reading_of_addresses():
    assert cold_start(SUBSCRIBERS, AWS_LAMBDA_FUNCTION_NAME="test", AWS_DEFAULT_REGION="us-east-1") == []
