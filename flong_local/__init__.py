"""The stack on a developer's machine, made from template.yaml. Never shipped.

- `template`: what template.yaml says
- `embedded`: everything in one process, on moto, under a schedule that can be repeated
- `processes`: every function a process of its own, on an emulator's AWS endpoint
- `testing`: the pytest fixture that gives either
"""
