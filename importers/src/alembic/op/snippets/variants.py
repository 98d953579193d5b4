# ---
op.add_column("t", sa.Column("a", mysql.ENUM("a", charset="utf8").with_variant(sa.Text, "sqlite")))
# ---
op.add_column("t", sa.Column("a", mysql.ENUM("a", collation="utf8_bin").with_variant(sa.Text, "sqlite")))
# ---
op.add_column("t", sa.Column("a", mysql.ENUM("a", charset="utf8", collation="utf8_bin").with_variant(sa.Text, "sqlite")))
# ---
op.add_column("t", sa.Column("a", mysql.ENUM("a", ascii=True).with_variant(sa.Text, "sqlite")))
# ---
op.add_column("t", sa.Column("a", mysql.ENUM("a", unicode=True).with_variant(sa.Text, "sqlite")))
# ---
op.add_column("t", sa.Column("a", mysql.ENUM("a", binary=True).with_variant(sa.Text, "sqlite")))
# ---
op.add_column("t", sa.Column("a", mysql.VARCHAR(5, charset="utf8", collation="utf8_bin").with_variant(sa.Text, "sqlite")))
# ---
op.add_column("t", sa.Column("a", sa.String(5).with_variant(mysql.ENUM("a", charset="utf8"), "mysql")))
# ---
op.add_column("t", sa.Column("a", sa.Enum("a", name="e").with_variant(mysql.ENUM("a", collation="utf8_bin"), "mysql")))
# ---
op.add_column("t", sa.Column("a", sa.String(5).with_variant(sa.Text().with_variant(sa.Date, "sqlite"), "mysql")))
# ---
op.add_column("t", sa.Column("a", sa.Interval().with_variant(sa.Text(), "mysql")))
# ---
op.add_column("t", sa.Column("a", sa.Text().with_variant(sa.Interval(), "mysql")))
# ---
op.add_column("t", sa.Column("a", sa.Text().with_variant(sa.Interval(second_precision=2), "postgresql")))
# ---
op.add_column("t", sa.Column("a", sa.Text().with_variant(sa.Uuid(native_uuid=False), "mysql")))
# ---
op.add_column("t", sa.Column("a", sa.Text().with_variant(postgresql.TIMESTAMP(precision=3), "mysql")))
# ---
op.add_column("t", sa.Column("a", sa.Text().with_variant(mysql.DOUBLE(5, 2), "postgresql")))
# ---
op.add_column("t", sa.Column("a", sa.Text().with_variant(sa.PickleType(), "postgresql")))
# ---
op.add_column("t", sa.Column("a", sa.Text().with_variant(mysql.DATETIME(fsp=2), "postgresql")))
# ---
op.create_table("t", sa.Column("a", sa.Text().with_variant(sa.Enum("x", name="e"), "mysql")), sa.Column("b", sa.Integer))
# ---
op.create_table("t", sa.Column("a", sa.Text().with_variant(sa.Enum("x", name="e"), "postgresql")), sa.Column("b", sa.Integer))
# ---
op.create_table("t", sa.Column("a", sa.Enum("x", name="e").with_variant(sa.Text(), "postgresql")), sa.Column("b", sa.Integer))
# ---
op.create_table("t", sa.Column("a", sa.Enum("x", name="e").with_variant(postgresql.ENUM("x", name="e", create_type=False), "postgresql")), sa.Column("b", sa.Integer))
# ---
op.add_column("t", sa.Column("a", sa.Text().with_variant(postgresql.ENUM("x", name="e"), "mysql")))
# ---
op.add_column("t", sa.Column("a", sa.Text().with_variant(postgresql.ENUM("x", name="e"), "sqlite")))
# ---
op.add_column("t", sa.Column("a", sa.Text().with_variant(postgresql.ENUM("x", name="e"), "postgresql")))
# ---
op.add_column("t", sa.Column("a", sa.Text().with_variant(sa.Enum("x", name="e"), "mysql")))
# ---
op.add_column("t", sa.Column("a", sa.Text().with_variant(sa.Enum("x", name="e"), "postgresql")))
# ---
op.add_column("t", sa.Column("a", sa.Text().with_variant(postgresql.DOMAIN("d", sa.Integer), "postgresql")))
# ---
op.add_column("t", sa.Column("a", postgresql.ENUM("x", name="e").with_variant(sa.Text(), "mysql")))
# ---
op.add_column("t", sa.Column("a", postgresql.ENUM("x", name="e").with_variant(sa.Text(), "postgresql")))
# ---
op.add_column("t", sa.Column("a", sa.Enum("x", name="e").with_variant(sa.Text(), "postgresql")))
# ---
op.add_column("t", sa.Column("a", sa.Enum("x", name="e").with_variant(postgresql.ENUM("x", name="e", create_type=False), "postgresql")))
# ---
op.add_column("t", sa.Column("a", sa.Enum("x", name="e").with_variant(postgresql.ENUM("x", name="e2"), "postgresql")))
