"""The log lived through once more, to see that it comes to the same: two kinds of replay that are never mixed up.

`fold` makes the ledger anew from the entries alone; `reinterpret` brings the kept bodies through gate, interpretation
and decision again. Both only look: the store is opened for reading, nobody is asked, and nothing is pushed.
"""
