"""A document system to talk to: a seeded generator, a SOAP service over what it made, and the truth of it.

For the demo, for tests and for training. It knows nothing of the adapter; `docs/simulator.md` describes it.
"""
