"""A daemon that is killed and started anew, again and again, and what its clients see of it."""
