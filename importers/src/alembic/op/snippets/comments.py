# --- op.execute({})
# differs sqlite, postgres: only MySQL runs it; elsewhere a comment at the end is left out
"SELECT 1 /*! LIMIT 1 */"
# differs sqlite, postgres: only MySQL runs it; elsewhere a comment at the end is left out
"CREATE TABLE t (x int) /*!50100 PARTITION BY HASH(x) */"
# differs sqlite, postgres: only MySQL runs it; elsewhere nothing is left
"/*! SET x=1 */"
# differs sqlite: SQLite has no hints; a comment before the statement is left out
"/*+ SeqScan(t) */ SELECT 1 FROM t"
"SELECT /*+ MAX_EXECUTION_TIME(1) */ 1"
"SELECT 1 /* x */ + /* y */ 2"
# differs sqlite, postgres, mysql: a comment at the end is left out
"SELECT 1 /* x */"
# differs sqlite, postgres, mysql: a comment at the end is left out
"SELECT 1 -- x"
