"""Random texts by a grammar.

A rule is a list of texts, or a function that gives one.  ``<rule>`` in a text is
one of the rule's, and ``«9|text»`` stands in 9 of 100 cases.
"""

import re

from chances import Chances

PART = re.compile(r"<(\w+)>|«(\d+)\|([^«»]*)»")


class Grammar(Chances):
    """Texts of the rules; a subclass has ``RULES``, and methods for rules that depend on something."""

    RULES = {}

    def of(self, rule):
        own = getattr(self, rule, None)
        if own is not None:
            return own()
        return self.text(self.random.choice(self.RULES[rule]))

    def text(self, template):
        def part(match):
            rule, share, text = match.groups()
            if rule:
                return self.of(rule)
            return self.text(text) if self.chance(int(share) / 100) else ""

        return PART.sub(part, template)
