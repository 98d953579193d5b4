"""Random Python expressions over the values of a row.

Each kind of value has templates. In a template ``<>`` is a value of its own
kind, and ``<int>``, ``<str>``, ... one of another.
"""

import re

from chances import Chances

# What stands in the place of a value that is NULL.
DEFAULTS = {
    "str": "'none'",
    "int": "9",
    "float": "2.5",
    "decimal": "Decimal('1.10')",
    "bool": "True",
    "moment": "datetime.datetime(2001, 2, 3, 4, 5, 6)",
    "date": "datetime.date(2010, 10, 10)",
    "uuid": "uuid.UUID(int=99)",
    "bytes": "b'zz'",
    "json": "{'z': 1}",
    "list": "[3, 1, 2]",
}

TEMPLATES = {
    "str": [
        "<>.strip().lower()",
        "<>.title()",
        "<>.replace(' ', '_')",
        "<>[::2]",
        "<>[1:]",
        "<>[::-1]",
        "<>[-3:]",
        "format(<int>, '05d') + repr(<>)",
        "'%s/%d' % (<>, <int>)",
        "'{}:{:>6}'.format(<>, <int>)",
        "', '.join(sorted(<>.split()))",
        "<>.partition(' ')[2]",
        "re.sub(r'[^a-z0-9]+', '-', <>.lower()).strip('-')",
        "str(<decimal>)",
        "str(<float>)",
        "str(<date>)",
        "str(<uuid>)",
        "repr(<json>)",
        "json.dumps(<json>, sort_keys=True, default=str)",
        "json.dumps(<json>, sort_keys=True, default=str, ensure_ascii=False, indent=1)",
        "<moment>.isoformat()",
        "<moment>.strftime('%Y/%m/%d %H:%M')",
        "<uuid>.hex[:8]",
        "''.join(c for c in <> if c.isalnum())",
        "<>.upper() + <str>",
        "<>.zfill(7)",
        "(<> * 2)[:6]",
        "<>.center(12, '*')",
        "<>.encode().hex()",
        "chr(ord('a') + abs(<int>) % 26)",
        "<bytes>.decode('utf-8', 'replace')",
        "format(<decimal>, '.1f')",
        "format(<float>, '10.3e')",
        "format(<int>, ',')",
        "(<>.rsplit(None, 1)[-1] if <>.strip() else 'empty')",
    ],
    "int": [
        "(<> + <int>)",
        "(<> * 3 - 1)",
        "(<> // 3)",
        "(<> // -4)",
        "(<> % -3)",
        "len(<str>)",
        "abs(<>)",
        "max(<>, <int>)",
        "int(<float> % 1000)",
        "round(<decimal>)",
        "<moment>.year",
        "<date>.toordinal()",
        "(<moment> - datetime.datetime(2000, 1, 1)).days",
        "sum(1 for c in <str> if c.isalpha())",
        "int(<bool>)",
        "(<> ** 2)",
        "(<> & 6 | 1)",
        "<str>.count('a')",
        "<str>.find(' ')",
        "divmod(<>, 7)[1]",
        "len(<bytes>)",
        "(<> << 2)",
        "(<> >> 1)",
        "int(str(<>))",
    ],
    "float": [
        "(<> / 3)",
        "round(<>, 2)",
        "(<int> / 8)",
        "float(<decimal>)",
        "(<> + <int>)",
        "min(<>, 1e6)",
        "(<moment> - datetime.datetime(2020, 1, 1)).total_seconds()",
        "float('%.3g' % <>)",
        "(-<>)",
    ],
    "decimal": [
        "(<> * 2)",
        "(<> + <int>)",
        "(<> / 3)",
        "<>.quantize(Decimal('0.1'))",
        "abs(<>)",
        "Decimal(str(<float>))",
        "Decimal(<int>)",
        "(<> % 5)",
        "-<>",
        "max(<>, Decimal('0'))",
        "sum([<>, <decimal>], Decimal(0))",
        "round(<>, 1)",
        "<>.normalize()",
        "<>.quantize(Decimal('1'), rounding=decimal.ROUND_HALF_UP)",
    ],
    "bool": [
        "(<int> > <int>)",
        "(<str> < <str>)",
        "(not <>)",
        "<str>.startswith('A')",
        "('a' in <str>)",
        "(<moment> > datetime.datetime(2023, 1, 1))",
        "isinstance(<json>, dict)",
        "any(c.isdigit() for c in <str>)",
        "(<decimal> == <int>)",
        "(1 <= <int> < 10)",
        "bool(re.match(r'\\d+', <str>))",
        "(<> is None)",
        "(<bool> and <bool>)",
        "(<date> < datetime.date(2024, 1, 1))",
        "all(<list>)",
    ],
    "moment": [
        "(<> + datetime.timedelta(days=<int> % 400))",
        "<>.replace(day=1, hour=0)",
        "datetime.datetime.combine(<date>, datetime.time(1, 2))",
        "datetime.datetime.fromisoformat(<>.isoformat())",
        "(<> - datetime.timedelta(hours=5, microseconds=1))",
        "datetime.datetime.strptime(<>.strftime('%Y-%m-%d %H:%M'), '%Y-%m-%d %H:%M')",
    ],
    "date": [
        "<moment>.date()",
        "(<> + datetime.timedelta(weeks=1))",
        "<>.replace(year=2001, day=3)",
        "datetime.date.fromordinal(<>.toordinal() - 1)",
    ],
    "uuid": [
        "uuid.uuid5(uuid.NAMESPACE_DNS, <str>)",
        "uuid.uuid3(uuid.NAMESPACE_URL, <str>)",
        "uuid.UUID(<>.hex)",
    ],
    "bytes": ["<str>.encode('utf-8')", "(<> + b'\\x01')", "<>[::-1]", "bytes(<>)"],
    "json": [
        "{'k': <int>, 'l': [<str>]}",
        "[<int>, <float>, None, <bool>]",
        "json.loads(json.dumps(<>, default=str))",
        "(<>.get('a') if isinstance(<>, dict) else <>)",
        "{**(<> if isinstance(<>, dict) else {}), 'new': <str>}",
        "dict(sorted({'b': 1, 'a': <int>}.items()))",
        "{str(k): v for k, v in enumerate(<list>)}",
        "<list>",
        "json.loads('{\"q\": [1, 2.5, \"é\"]}')",
    ],
    "list": [
        "sorted([<int>, <int>, 5])",
        "list(range(abs(<int>) % 5))",
        "<str>.split(',')",
        "[c for c in <str>][:3]",
        "list(reversed([<int>, 1]))",
        "[n * 2 for n in <list>]",
        "list(map(str, <list>))",
        "list(dict.fromkeys(<str>[:5]))",
    ],
}
KINDS = ["str", "str", *TEMPLATES]
DEPTH = 3


class Expressions(Chances):
    """Expressions over a row: the Python text of its values, by kind. Any of them may be None."""

    def leaf(self, kind, row):
        values = row.get(kind)
        if not values:
            return DEFAULTS[kind]
        value = self.random.choice(values)
        return self.random.choice(
            [f"({value} or {DEFAULTS[kind]})", f"({value} if {value} is not None else {DEFAULTS[kind]})"]
        )

    def of(self, kind, row, depth=0):
        if depth >= DEPTH or self.random.random() < 0.15:
            return self.leaf(kind, row)
        template = self.random.choice(TEMPLATES[kind])
        own = self.leaf(kind, row)
        return re.sub(r"<(\w*)>", lambda hole: self.of(hole[1], row, depth + 1) if hole[1] else own, template)

    def any(self, row):
        return self.of(self.random.choice(KINDS), row)


def indented(lines):
    return ["    " + line for line in lines]


class Writer(Expressions):
    """A function that reads rows, computes and writes; what reads and writes is the lane's."""

    def __init__(self, seed):
        super().__init__(seed)
        self.names = 0

    def name(self, stem):
        self.names += 1
        return f"{stem}{self.names}"

    def loop(self):
        """A loop over rows that writes."""
        lines, row, key = self.reading()
        body = []
        if self.chance(0.2):
            body += [f"if {self.of('bool', row)}:", "    continue"]
        if self.chance(0.2):
            name = self.name("text")
            body.append(f"{name} = {self.of('str', row)}")
            row.setdefault("str", []).append(name)
        for _ in range(self.random.randint(1, 3)):
            kind = self.random.random()
            write = self.writing(row, key)
            if kind < 0.15:
                caught = self.one("ValueError", "(ValueError, TypeError)")
                attempt = [*write, self.log(f"int({self.of('str', row, 1)})")]
                body += ["try:", *indented(attempt), f"except {caught} as error:"]
                body.append("    " + self.log("type(error).__name__, str(error)"))
            elif kind < 0.3:
                body += [f"if {self.of('bool', row)}:", *indented(write)]
                body += ["else:", *indented(self.writing(row, key))]
            else:
                body += write
        return lines + indented(body)

    def group(self):
        """Rows that are put together first."""
        lines, row, key = self.reading()
        name = self.name("groups")
        make, add, use = self.one(
            (
                "collections.defaultdict(list)",
                f"{name}[{self.of(self.one('str', 'int', 'bool'), row)}].append({self.any(row)})",
                [f"for key in sorted({name}):", "    " + self.log(f"key, {name}[key]")],
            ),
            (
                "collections.Counter()",
                f"{name}[{self.of('str', row)}] += 1",
                [self.log(f"{name}.most_common(), sum({name}.values())")],
            ),
            (
                "{}",
                f"{name}.setdefault({self.of('str', row)}, set()).add({self.of('int', row)})",
                [f"for key, value in {name}.items():", "    " + self.log("key, sorted(value)")],
            ),
            (
                "[]",
                f"{name}.append(({self.of('int', row)}, {self.of('str', row)}))",
                [
                    f"for key, part in itertools.groupby(sorted({name}), key=lambda pair: pair[0] % 3):",
                    "    " + self.log("key, list(part)"),
                ],
            ),
            ("[]", *self.many(name, row, key or "1")),
        )
        return [f"{name} = {make}", *lines, "    " + add, *use]

    def body(self):
        lines = []
        for _ in range(self.random.randint(2, 5)):
            lines += self.one(self.loop, self.loop, self.group, self.single)()
        return lines
