# ---
with op.batch_alter_table("T", schema="S", recreate="never") as b:
    b.alter_column("a", new_column_name="Bb", existing_type=sa.String(5), type_=sa.String(9), nullable=False, server_default="x", comment="c")
# ---
with op.batch_alter_table("t", recreate="never", table_kwargs={"sqlite_autoincrement": True}) as b:
    b.drop_constraint("uq", type_="unique")
    b.drop_constraint("fk", type_="foreignkey")
    b.drop_constraint("ck", type_="check")
    b.drop_constraint("pk", type_="primary")
# ---
with op.batch_alter_table("t", recreate="auto") as b:
    b.add_column(sa.Column("z", sa.Integer), insert_before="a")
# ---
with op.batch_alter_table("t", recreate="never") as b:
    b.create_exclude_constraint("ex", ("a", "="), using="gist")
# ---
with op.batch_alter_table("t", recreate="never") as b:
    b.execute("UPDATE t SET a = 1")
    b.bulk_insert(sa.table("t", sa.column("a", sa.Integer)), [{"a": 1}])
# ---
with op.batch_alter_table("t", recreate="never") as b:
    b.alter_column("a", type_=sa.Enum("x", "y", name="e"), postgresql_using="a::e", existing_type=sa.Text())
    b.alter_column("b", existing_type=sa.Boolean(create_constraint=True, name="bk"), type_=sa.Integer())
# ---
with op.batch_alter_table("t", recreate="never") as b:
    b.create_check_constraint("ck", sa.column("a") > 5)
    b.create_unique_constraint(b.f("uq"), ["a"], deferrable=True)
    b.create_foreign_key("fk", "u", ["a", "b"], ["c", "d"], referent_schema="z", ondelete="SET NULL", initially="DEFERRED")
    b.create_primary_key("pk", ["a", "b"])
# ---
with op.batch_alter_table("t", recreate="never") as b:
    b.rename_table("t2")
# ---
with op.batch_alter_table("t", recreate="never") as b:
    pass
# ---
b = op.batch_alter_table("t", recreate="never")
with b as batch_op:
    batch_op.drop_index("ix_a")
    batch_op.create_index(batch_op.f("ix_b"), ["b", sa.text("lower(c)")], unique=True, postgresql_where=sa.text("b > 1"), sqlite_where=sa.text("b > 1"))
# ---
for t in ("x", "y"):
    with op.batch_alter_table(t, recreate="never") as b:
        b.add_column(sa.Column("created", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False))
        b.create_index(f"ix_{t}_created", ["created"])
