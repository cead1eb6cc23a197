"""From facts to a decision: what it says, the dates taken together, and the engine."""
