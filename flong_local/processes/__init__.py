"""The stack as processes: an emulator serves AWS, and every function runs under AWS's own runtime client."""
