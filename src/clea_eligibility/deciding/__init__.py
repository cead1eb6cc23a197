"""From facts to a decision: ``decide``, the network of dates, and the compiler of rules."""
