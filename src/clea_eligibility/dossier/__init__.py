"""What may be stated: the models, the facts that they hold, and one fact changed for another."""
