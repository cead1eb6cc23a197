"""What may be stated: the models and their facts, calendar arithmetic, and what can be changed by whom."""
