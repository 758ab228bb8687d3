pytest_plugins = ["flong_local.testing", "flong_events.testing"]


def pytest_runtest_logreport(report):
    """What was printed in a test that passed is shown to nobody; thousands of these would be kept to the end."""
    if report.passed:
        report.sections.clear()
