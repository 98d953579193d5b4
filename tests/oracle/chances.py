"""What the writers of random cases choose by."""

import random


class Chances:
    """Choices that are the same for the same seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def chance(self, share):
        return self.random.random() < share

    def one(self, *choices):
        return self.random.choice(choices)
