pytest_plugins = ["flong_local.testing"]
