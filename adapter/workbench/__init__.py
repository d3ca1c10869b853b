"""The administrator's bench: a mapping looked at, tried and compared before it is put in force. Pure, over core."""
