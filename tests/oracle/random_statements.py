"""Random Core statements within ``op.execute``."""

import re

from chances import Chances

TABLES = {
    "users": {
        "id": "int",
        "name": "str",
        "age": "int",
        "active": "bool",
        "created": "moment",
        "score": "num",
        "team_id": "int",
    },
    "orders": {
        "id": "int",
        "user_id": "int",
        "total": "num",
        "note": "str",
        "placed": "moment",
        "paid": "bool",
        "day": "date",
    },
    "Items": {
        "id": "int",
        "order": "int",
        "Name": "str",
        "資料": "str",
        "data": "json",
        "tags": "array",
        "kind": "str",
        "uid": "uuid",
    },
}
TYPES = {
    "int": ["sa.Integer", "sa.Integer()", "sa.BigInteger", "sa.SmallInteger()"],
    "str": ["sa.String(50)", "sa.Text", "sa.Unicode()", "sa.String"],
    "bool": ["sa.Boolean"],
    "moment": ["sa.DateTime", "sa.DateTime(timezone=True)"],
    "num": ["sa.Numeric(10, 2)", "sa.Float", "sa.Numeric"],
    "date": ["sa.Date"],
    "json": ["postgresql.JSONB", "sa.JSON", "postgresql.JSON"],
    "array": ["postgresql.ARRAY(sa.Text)", "sa.ARRAY(sa.Integer)"],
    "uuid": ["sa.Uuid", "postgresql.UUID(as_uuid=True)", "sa.Uuid(as_uuid=False)"],
}
STRS = ["x", "it's", "100%", "a_b", "資", ":a", "", "back\\slash", 'say "x"', "new\nline"]


class Statements(Chances):
    """One statement, with the lines that make its tables before it."""

    def __init__(self, seed):
        super().__init__(seed)
        self.is_strange = self.chance(0.3)
        self.lines = []
        self.made = {}
        self.count = 0

    def some(self, names, most):
        return self.random.sample(list(names), min(len(names), self.random.randint(1, most)))

    def fresh(self, stem):
        self.count += 1
        return f"{stem}{self.count}"

    def make(self, table):
        """A variable for a table."""
        used = self.made.setdefault(table, 0)
        self.made[table] += 1
        variable = self.fresh(table.lower()[0])
        columns = TABLES[table]
        shown = table + (str(used) if used and self.chance(0.6) else "")
        real = self.chance(0.4)
        schema = ", schema='s'" if self.chance(0.2) else ""
        if real:
            made = [f"sa.Column({n!r}, {self.one(*TYPES[k])})" for n, k in columns.items()]
            self.lines.append(f"{variable} = sa.Table({shown!r}, sa.MetaData(), {', '.join(made)}{schema})")
        else:
            typed = self.chance(0.85)
            made = [f"sa.column({n!r}{', ' + self.one(*TYPES[k]) if typed else ''})" for n, k in columns.items()]
            self.lines.append(f"{variable} = sa.table({shown!r}, {', '.join(made)}{schema})")
        return variable, dict(columns)

    def col(self, kind, scope, depth=0):
        """An expression for a column of this kind in the scope (a list of (variable, columns))."""
        found = [(v, n) for v, cs in scope for n, k in cs.items() if k == kind]
        if not found:
            return None
        variable, name = self.random.choice(found)
        if name.isidentifier() and name not in ("count", "index", "data") and self.chance(0.8):
            return f"{variable}.c.{name}"
        return f"{variable}.c[{name!r}]"

    def value(self, kind):
        r = self.random
        return {
            "int": lambda: str(r.choice([0, 1, 5, -3, 100])),
            "str": lambda: repr(r.choice(STRS) if self.is_strange else r.choice(["x", "abc", "a_b"])),
            "bool": lambda: self.one("True", "False", "sa.true()", "sa.false()"),
            "num": lambda: self.one("1.5", "2", "-0.25", "decimal.Decimal('3.10')"),
            "moment": lambda: self.one(
                "datetime.datetime(2020, 1, 2, 3, 4, 5)", "sa.func.now()", "datetime.datetime(2020, 1, 2, 3, 4, 5, 678)"
            ),
            "date": lambda: self.one("datetime.date(2020, 1, 2)", "sa.func.current_date()"),
            "json": lambda: self.one("{'a': 1}", "[1, 'x']", "sa.null()"),
            "array": lambda: self.one("postgresql.array(['x', 'y'])", "['x']"),
            "uuid": lambda: self.one(
                "uuid.UUID(int=5)", "'12345678-1234-5678-1234-567812345678'", "sa.func.gen_random_uuid()"
            ),
        }[kind]()

    def literal(self, kind):
        value = self.value(kind)
        if value.startswith(("sa.", "postgresql.")):
            return value
        if kind in ("json", "array", "uuid"):
            return "sa.cast(sa.literal('x'), sa.Text)"
        if self.chance(0.3):
            return f"sa.literal({value}, {self.one(*TYPES[kind])})"
        if self.chance(0.2):
            return f"sa.bindparam({self.fresh('p')!r}, {value})"
        return f"sa.literal({value})"

    def operand(self, kind, scope, depth):
        """An expression or a plain value."""
        return (
            self.value(kind)
            if self.chance(0.4) and kind not in ("json", "array", "uuid")
            else self.expr(kind, scope, depth + 1)
        )

    def expr(self, kind, scope, depth=0):
        column = self.col(kind, scope)
        if depth > 2 or self.chance(0.35):
            return column or self.literal(kind)
        e = lambda k: self.expr(k, scope, depth + 1)
        o = lambda k: self.operand(k, scope, depth)
        own = column or self.literal(kind)
        options = {
            "int": [
                "({e} + {o})",
                "({e} - {o})",
                "({e} * {o})",
                "({e} % {o})",
                "({e} // {o})",
                "sa.func.length({str})",
                "sa.func.coalesce({e}, {o})",
                "sa.cast({str}, sa.Integer)",
                "sa.func.count({any})",
                "sa.func.count()",
                "sa.extract('year', {moment})",
                "sa.case(({bool}, {o}), else_={o})",
                "sa.func.max({e})",
                "sa.func.row_number().over(order_by={any})",
                "sa.func.sum({e}).over(partition_by={any}, order_by={any})",
                "-{own}",
                "sa.func.abs({e})",
                "{scalar:int}",
                "sa.func.count(sa.distinct({any}))",
                "sa.func.count({any}.distinct())",
                "{e}.op('<<')({o})",
                "sa.func.sum({e}).filter({bool})",
                "sa.type_coerce({str}, sa.Integer)",
                "({e} + {o}) * {e}",
                "{e}.bitwise_and({o})",
                "sa.func.rank().over(order_by=[{any}, {any}.desc()])",
                "sa.func.nullif({e}, {o})",
                "sa.func.greatest({e}, {o})",
                "sa.func.lag({e}, 1).over(order_by={any}, rows=(None, 0))",
            ],
            "str": [
                "({e} + {o})",
                "{e}.concat({o})",
                "sa.func.lower({e})",
                "sa.func.upper({e})",
                "sa.func.coalesce({e}, {o})",
                "sa.cast({int}, sa.String(20))",
                "sa.cast({any}, sa.Text)",
                "sa.case(({bool}, {o}), ({bool}, {o}), else_={o})",
                "sa.case(({bool}, {o}))",
                "sa.func.replace({e}, {o}, {o})",
                "sa.func.concat({e}, {o})",
                "{e}.collate('C')",
                "sa.func.substr({e}, 1, 3)",
                "{scalar:str}",
                "sa.literal_column(\"'x'\")",
                "sa.func.trim({e})",
                "sa.func.min({e})",
                "{json}['k'].astext",
                "sa.func.string_agg({e}, ',')",
                "sa.type_coerce({e}, sa.Text)",
                "sa.func.left({e}, 5)",
                "sa.case({{1: 'a', 2: 'b'}}, value={int}, else_={o})",
                "{json}['k'].as_string()",
                "sa.func.regexp_replace({e}, 'a', 'b')",
                "sa.func.md5({e})",
                "{e}.regexp_replace('a', 'b')",
                "sa.func.to_char({moment}, 'YYYY')",
                "{e}.op('||')({o})",
                "sa.cast({any}, sa.String(9, collation='C'))",
                "sa.cast({any}, sa.Text(collation='utf8_bin'))",
            ],
            "bool": [
                "({int} > {int2})",
                "({str} == {str2})",
                "({str} != {str2})",
                "{str}.like({lit})",
                "{str}.ilike({lit})",
                "{str}.contains({lit})",
                "{str}.startswith({lit}, autoescape=True)",
                "{int}.in_([1, 2, {intv}])",
                "{str}.in_([{strv}])",
                "{int}.in_({select:int})",
                "{int}.notin_({select:int})",
                "{any}.is_(None)",
                "{any}.isnot(None)",
                "({any} == None)",
                "sa.and_({bool1}, {bool1})",
                "sa.or_({bool1}, {bool1})",
                "sa.not_({bool1})",
                "~{bool1}",
                "({bool1} & {bool1})",
                "({bool1} | {bool1})",
                "{exists}",
                "~{exists}",
                "{int}.between({int2}, {int2})",
                "({moment} < {momentv})",
                "({e} == True)",
                "({bool1}).is_not_distinct_from({bool1})",
                "({e} == sa.false())",
                "({int} == {scalar:int})",
                "{str}.not_like({lit})",
                "{str}.endswith({lit})",
                "{str}.regexp_match('^a')",
                "{any}.is_distinct_from({any})",
                "{int}.in_([])",
                "sa.tuple_({int}, {int}).in_([(1, 2), (3, 4)])",
                "({str} == sa.any_({array}))",
                "{json}.has_key('a')",
                "{json}.contains({{'a': 1}})",
                "{array}.contains(['x'])",
                "({str} > {str2})",
                "sa.func.starts_with({str}, 'x')",
                "({num} >= {numv})",
                "sa.text('1 = 1')",
                "sa.func.exists({select:int})",
                "({int} != sa.null())",
                "({int} == sa.all_({select:int}))",
                "({date} == {datev})",
                "sa.true()",
                "({uuid} == {uuidv})",
                "{json}['a'].as_boolean()",
                "{str}.match('x')",
                "sa.and_(sa.true(), {bool1})",
                "({e} != {bool1})",
                "{str}.regexp_match('^a', flags='i')",
                "{exists}.is_({bool1})",
                "sa.exists({select:int}).in_([True])",
                "{json}.startswith({lit})",
                "{str}.icontains({lit}, escape='/')",
                "{select:int}.scalar_subquery().in_([1, 2])",
            ],
            "num": [
                "({e} + {o})",
                "({e} / {o})",
                "({int} / {o})",
                "sa.func.round({e}, 2)",
                "sa.func.sum({e})",
                "sa.func.avg({int})",
                "sa.cast({e}, sa.Numeric(10, 2))",
                "sa.func.coalesce({e}, 0)",
                "({e} * {o})",
                "sa.func.avg({e}).over(partition_by={any})",
                "{json}['a'].as_float()",
                "-{own}",
                "({e} % {o})",
            ],
            "moment": [
                "sa.func.now()",
                "sa.func.coalesce({e}, sa.func.now())",
                "sa.func.max({e})",
                "sa.func.date_trunc('day', {e})",
                "{e} + datetime.timedelta(days=1)",
                "sa.func.current_timestamp()",
                "{e} - sa.text(\"interval '1 day'\")",
                "sa.cast({str}, sa.DateTime)",
            ],
            "date": ["sa.cast({moment}, sa.Date)", "sa.func.date({moment})", "sa.func.current_date()", "{e} + 1"],
            "json": [
                "sa.cast({str}, postgresql.JSONB)",
                "{own}['a']",
                "{own}[('a', 'b')]",
                "sa.func.jsonb_build_object('a', {any})",
                "{own} - 'a'",
                "{own}.concat({own})",
                "sa.func.coalesce({own}, sa.text(\"'{{}}'\"))",
                "sa.func.jsonb_set({own}, '{{a}}', sa.cast({str}, postgresql.JSONB))",
            ],
            "array": [
                "sa.func.array_append({own}, {str})",
                "postgresql.array([{str}, {str}])",
                "sa.func.array_agg({str})",
                "{own}[1:2]",
                "{own} + {own}",
                "sa.func.string_to_array({str}, ',')",
                "sa.cast(postgresql.array([1]), postgresql.ARRAY(sa.Integer))",
            ],
            "uuid": ["sa.func.gen_random_uuid()", "sa.cast({str}, sa.Uuid)"],
        }[kind]
        template = self.random.choice(options)

        def fill(match):
            key = match[1]
            if key == "own":
                return own
            if key == "e":
                return e(kind)
            if key == "o":
                return o(kind)
            if key == "any":
                return e(self.one("int", "str", "int", "num", "bool"))
            if key == "bool1":
                return e("bool")
            if key == "int2":
                return o("int")
            if key == "str2":
                return o("str")
            if key == "lit":
                return self.value("str") if self.chance(0.8) else e("str")
            if key.endswith("v"):
                return self.value(key[:-1])
            if key == "exists":
                return self.exists(scope, depth)
            if key.startswith("scalar:"):
                return self.scalar(key[7:], scope, depth)
            if key.startswith("select:"):
                return self.inner(key[7:], scope, depth)
            return e(key)

        return re.sub(r"(?<!\{)\{([\w:]+)\}", fill, template).replace("{{", "{").replace("}}", "}")

    def inner(self, kind, scope, depth):
        """A query of one column."""
        if depth > 2:
            return f"sa.select({self.literal(kind)})"
        own = [self.make(self.one(*TABLES))] if self.chance(0.8) or not scope else [self.one(*scope)]
        text = f"sa.select({self.expr(kind, own, depth + 2)})"
        if self.chance(0.7):
            text += f".where({self.condition_of(own + scope if self.chance(0.5) else own, depth + 1)})"
        if self.chance(0.2):
            text += f".limit({self.one(1, 5)})"
        if self.chance(0.1):
            text += ".distinct()"
        return text

    def condition_of(self, scope, depth=0):
        return self.expr("bool", scope, depth)

    def scalar(self, kind, scope, depth):
        return f"{self.inner(kind, scope, depth)}.scalar_subquery()"

    def exists(self, scope, depth):
        if depth > 1:
            return "sa.true()"
        return self.one(
            lambda: f"sa.exists({self.inner('int', scope, depth + 1)})",
            lambda: f"{self.inner('int', scope, depth + 1)}.exists()",
            lambda: (lambda own: f"sa.exists().where({self.condition_of([own, *scope], depth + 1)})")(
                self.make(self.one(*TABLES))
            ),
        )()

    def source(self, depth=0):
        """Something to select from: (variable, columns)."""
        roll = self.random.random()
        if roll < 0.55 or depth > 1:
            return self.make(self.one(*TABLES))
        if roll < 0.7:
            variable, columns = self.make(self.one(*TABLES))
            name = self.fresh("al")
            self.lines.append(f"{name} = {variable}.alias({self.one('', repr(f'x{self.count}'), repr('Ali'))})")
            return name, columns
        text, columns = self.select(depth + 1, labelled=True)
        name = self.fresh("q")
        how = self.one(
            "subquery()",
            f"subquery('sub{self.count}')",
            f"cte('c{self.count}')",
            "cte()",
            f"alias('al{self.count}')",
            "subquery()",
            "lateral()" if self.chance(0.1) else "subquery()",
        )
        self.lines.append(f"{name} = {text}.{how}")
        return name, columns

    def select(self, depth=0, labelled=False):
        scope = [self.source(depth)]
        joins = ""
        for _ in range(self.one(0, 0, 0, 1, 1, 2)):
            other = self.source(depth + 1)
            both = [*scope, other]
            a, b = self.col("int", scope), self.col("int", [other])
            on = f"{a} == {b}" if a and b and self.chance(0.7) else self.condition_of(both, 2)
            full = ", full=True" if self.chance(0.05) else ""
            joins += f".{self.one('join', 'join', 'outerjoin')}({other[0]}, {on}{full})"
            scope.append(other)
        items, columns = [], {}
        for _ in range(self.random.randint(1, 4)):
            kind = self.one("int", "str", "bool", "num", "moment", "int", "str", "date")
            item = self.expr(kind, scope, 1)
            if labelled or self.chance(0.3):
                name = (
                    self.one("a", "b", "c", "d", "Total", "k") + str(len(columns))
                    if not (self.is_strange and self.chance(0.2))
                    else self.one(*["order", "資", "Mixed"]) + str(len(columns))
                )
                if item.startswith(("True", "False")):
                    item = f"sa.literal({item})"
                item = (
                    f"({item}).label({name!r})"
                    if not item.startswith("sa.text")
                    else f"sa.literal_column('1').label({name!r})"
                )
                columns[name] = kind
            items.append(item)
        if not labelled and self.chance(0.1):
            items = [scope[0][0]]
        text = f"sa.select({', '.join(items)})"
        if joins:
            read = f".select_from({scope[0][0]})"
            text += self.one(read + joins, read + joins, f".select_from({scope[0][0]}{joins})")
        elif self.chance(0.2):
            text += f".select_from({scope[0][0]})"
        if self.chance(0.6):
            for _ in range(self.one(1, 1, 2)):
                text += f".{self.one('where', 'where', 'filter')}({self.condition_of(scope)})"
        if self.chance(0.2):
            text += (
                f".group_by({', '.join(self.expr(self.one('int', 'str'), scope, 2) for _ in range(self.one(1, 2)))})"
            )
            if self.chance(0.5):
                text += f".having({self.condition_of(scope, 1)})"
        if self.chance(0.1):
            text += ".distinct()"
        if self.chance(0.3):
            order = [
                self.expr(self.one("int", "str", "moment"), scope, 2)
                + self.one("", "", ".desc()", ".asc()", ".desc().nulls_last()", ".nulls_first()")
                for _ in range(self.one(1, 2))
            ]
            text += f".order_by({', '.join(order)})"
        if self.chance(0.15):
            text += f".limit({self.one(1, 10)})"
        if self.chance(0.1):
            text += f".offset({self.one(0, 10)})"
        if self.chance(0.04):
            how = ["", "nowait=True", "skip_locked=True", "read=True", f"of={scope[0][0]}", "key_share=True"]
            text += f".with_for_update({self.one(*how)})"
        if depth > 0 and self.chance(0.1):
            kinds = columns.values() if labelled else ["int"] * len(items)
            other = f"sa.select({', '.join(self.expr(kind, [], 2) for kind in kinds)})"
            text = (
                f"{text}.{self.one('union', 'union_all', 'except_', 'intersect')}({other})"
                if "order_by" not in text and "limit" not in text
                else text
            )
        return text, columns

    def setters(self, table, scope, columns, many=2):
        pairs = []
        for name in self.some(columns, many):
            kind = columns[name]
            value = self.one(
                lambda: self.value(kind), lambda: self.expr(kind, scope, 1), lambda: "None" if kind != "json" else "{}"
            )()
            pairs.append((name, value))
        return pairs

    def values_call(self, pairs, variable):
        if all(n.isidentifier() and n not in ("order",) for n, _ in pairs) and self.chance(0.6):
            return f".values({', '.join(f'{n}={v}' for n, v in pairs)})"
        if self.chance(0.3):
            return f".values({{{', '.join(f'{variable}.c[{n!r}]: {v}' for n, v in pairs)}}})"
        return f".values({{{', '.join(f'{n!r}: {v}' for n, v in pairs)}}})"

    def changed(self):
        """A table whose rows are changed, and whether it is an alias, which has no method for it."""
        variable, columns = self.make(self.one(*TABLES))
        if not self.chance(0.15):
            return variable, columns, False
        name = self.fresh("al")
        # On MySQL SQLAlchemy writes one without a name wrongly beside other tables.
        self.lines.append(f"{name} = {variable}.alias('x{self.count}')")
        return name, columns, True

    def update(self):
        variable, columns, is_alias = self.changed()
        scope = [(variable, columns)]
        if self.chance(0.4):
            scope.append(self.source(1))
        text = f"sa.update({variable})" if is_alias or self.chance(0.5) else f"{variable}.update()"
        text += self.values_call(self.setters(variable, scope, columns), variable)
        if self.chance(0.85):
            text += f".where({self.condition_of(scope)})"
        if self.chance(0.3) and len(scope) > 1:
            text += f".where({self.condition_of(scope, 1)})"
        if self.chance(0.05):
            text += f".returning({variable}.c.id)"
        return text

    def delete(self):
        variable, columns, is_alias = self.changed()
        scope = [(variable, columns)]
        if self.chance(0.3):
            scope.append(self.source(1))
        text = f"sa.delete({variable})" if is_alias or self.chance(0.5) else f"{variable}.delete()"
        if self.chance(0.9):
            text += f".where({self.condition_of(scope)})"
        if self.chance(0.1):
            text += f".where({self.condition_of(scope, 1)})"
        if self.chance(0.05):
            text += f".returning({variable}.c.id)"
        return text

    def insert(self):
        variable, columns = self.make(self.one(*TABLES))
        base = self.one(
            "sa.insert({})",
            "{}.insert()",
            "sa.insert({})",
            "postgresql.insert({})" if self.chance(0.5) else "sa.insert({})",
            "sqlite.insert({})" if self.chance(0.3) else "sa.insert({})",
            "mysql.insert({})" if self.chance(0.3) else "sa.insert({})",
        ).format(variable)
        if self.chance(0.45):
            text, found = self.select(1, labelled=True)
            names = self.random.sample(list(columns), min(len(columns), len(found)))
            if len(names) == len(found):
                by_column = "[" + ", ".join(f"{variable}.c[{name!r}]" for name in names) + "]"
                base += f".from_select({names if self.chance(0.7) else by_column}, {text})"
            else:
                base += f".values(id=1)"
        elif self.chance(0.2):
            names = self.some(columns, 3)
            rows = [
                "{" + ", ".join(f"{n!r}: {self.value(columns[n])}" for n in names) + "}"
                for _ in range(self.random.randint(1, 3))
            ]
            base += f".values([{', '.join(rows)}])"
        else:
            base += self.values_call(self.setters(variable, [], columns, 4), variable)
        if base.startswith(("postgresql", "sqlite")) and self.chance(0.8):
            arguments = self.one(
                "index_elements=['id']",
                f"index_elements=[{variable}.c.id]",
                "constraint='uq'" if base.startswith("postgresql") else "index_elements=['id']",
                f"index_elements=['id'], index_where={variable}.c.id > 5",
            )
            if self.chance(0.4):
                base += f".on_conflict_do_nothing({arguments if self.chance(0.8) else ''})"
            else:
                lines = ", ".join(f"{name!r}: {self.value(columns[name])}" for name in self.some(columns, 2))
                where = f", where={variable}.c.id > 5" if self.chance(0.3) else ""
                update = f"on_conflict_do_update({arguments}, set_={{{lines}, 'id': i.excluded.id}}{where})"
                base = f"(lambda i: i.{update})({base})"
        elif base.startswith("mysql") and self.chance(0.8):
            name = f", name={self.expr('str', [(variable, columns)], 2)}" if "name" in columns else ""
            base = f"(lambda i: i.on_duplicate_key_update(id=i.inserted.id{name}))({base})"
        if self.chance(0.05):
            base += f".returning({variable}.c.id)"
        if self.chance(0.03):
            base += f".prefix_with('OR REPLACE', dialect='sqlite')"
        return base

    def snippet(self):
        text = self.one(lambda: self.select()[0], self.update, self.update, self.delete, self.insert)()
        imports = ["import datetime, decimal, uuid"]
        return "\n".join([*imports, *self.lines, f"op.execute({text})"])
