-- Takes away what users made in this database; run inside the transaction that
-- fills it again. Names are collected first: what goes with CASCADE may be
-- listed, too.
DO $bridge$
DECLARE
  drops text[];
  one text;
BEGIN
  SELECT array_agg(format('DROP PUBLICATION IF EXISTS %I', pubname)) INTO drops FROM pg_catalog.pg_publication;
  FOREACH one IN ARRAY coalesce(drops, '{}') LOOP EXECUTE one; END LOOP;

  PERFORM pg_catalog.lo_unlink(oid) FROM pg_catalog.pg_largeobject_metadata;

  SELECT array_agg(format('DROP SCHEMA IF EXISTS %I CASCADE', nspname)) INTO drops
    FROM pg_catalog.pg_namespace n
   WHERE nspname NOT LIKE 'pg\_%' AND nspname NOT IN ('information_schema', 'public')
     AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_namespace'::regclass AND d.objid = n.oid AND d.deptype = 'e');
  FOREACH one IN ARRAY coalesce(drops, '{}') LOOP EXECUTE one; END LOOP;

  -- Tables before sequences: an identity column's sequence goes with its table only.
  SELECT array_agg(format('DROP %s IF EXISTS public.%I CASCADE', kind, relname) ORDER BY rank) INTO drops
    FROM (SELECT relname,
                 CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'f' THEN 'FOREIGN TABLE' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind,
                 CASE relkind WHEN 'v' THEN 1 WHEN 'm' THEN 2 WHEN 'S' THEN 9 ELSE 3 END AS rank
            FROM pg_catalog.pg_class c
           WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
             AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')) found;
  FOREACH one IN ARRAY coalesce(drops, '{}') LOOP EXECUTE one; END LOOP;

  SELECT array_agg(format('DROP ROUTINE IF EXISTS public.%I(%s) CASCADE', proname, pg_catalog.pg_get_function_identity_arguments(p.oid))) INTO drops
    FROM pg_catalog.pg_proc p
   WHERE pronamespace = 'public'::regnamespace
     AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e');
  FOREACH one IN ARRAY coalesce(drops, '{}') LOOP EXECUTE one; END LOOP;

  SELECT array_agg(format('DROP TYPE IF EXISTS public.%I CASCADE', typname)) INTO drops
    FROM pg_catalog.pg_type t LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
   WHERE typnamespace = 'public'::regnamespace
     AND (typtype IN ('e', 'd', 'r') OR (typtype = 'c' AND c.relkind = 'c'))
     AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e');
  FOREACH one IN ARRAY coalesce(drops, '{}') LOOP EXECUTE one; END LOOP;

  SELECT array_agg(format('DROP COLLATION IF EXISTS public.%I CASCADE', collname)) INTO drops
    FROM pg_catalog.pg_collation WHERE collnamespace = 'public'::regnamespace;
  FOREACH one IN ARRAY coalesce(drops, '{}') LOOP EXECUTE one; END LOOP;

  SELECT array_agg(format('DROP TEXT SEARCH CONFIGURATION IF EXISTS public.%I CASCADE', cfgname)) INTO drops
    FROM pg_catalog.pg_ts_config WHERE cfgnamespace = 'public'::regnamespace;
  FOREACH one IN ARRAY coalesce(drops, '{}') LOOP EXECUTE one; END LOOP;

  SELECT array_agg(format('DROP TEXT SEARCH DICTIONARY IF EXISTS public.%I CASCADE', dictname)) INTO drops
    FROM pg_catalog.pg_ts_dict WHERE dictnamespace = 'public'::regnamespace;
  FOREACH one IN ARRAY coalesce(drops, '{}') LOOP EXECUTE one; END LOOP;
END
$bridge$;
