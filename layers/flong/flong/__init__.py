"""Flong casts one uploaded article in every format it is read in."""

import gc
import os

if "AWS_LAMBDA_FUNCTION_NAME" in os.environ:  # a cold start, of which each of these takes a tenth
    # What imports make is there to stay, and searching it for garbage is in vain; `runtime.ready` turns this on again.
    gc.disable()
    # Once pydantic is there, this would load its models of Kafka and Kinesis records, too.
    import aws_lambda_powertools.utilities.batch  # noqa: F401
