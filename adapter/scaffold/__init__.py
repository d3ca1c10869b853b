"""Beginning with a system nobody here has seen: what its WSDL or a message says, and a mapping to be filled in.

Read by lxml alone, for libraries drop what they do not understand in silence (FACTS §9). What cannot be used becomes
a finding with a place, never an exception; what is guessed is said to be guessed, with the reason.
"""
