pytest_plugins = ["flong_local.testing", "flong_events.testing"]
