"""What a PostgreSQL server itself refuses: triggers that bind each act to the user who is connected.

They hold for whoever is given rights by ``grants``, whatever program is used. The owner of the tables is
exempt: whoever owns them could take the triggers away.
"""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, text

from coder.domain.roles import DECIDED_NOUNS
from coder.store.nouns import NOUNS, Field, FieldKind

_FUNCTIONS = """
CREATE OR REPLACE FUNCTION coder_me() RETURNS integer LANGUAGE sql STABLE
  SET search_path = SCHEMA, pg_temp AS $$
  SELECT coder_id FROM member WHERE login::text = session_user::text $$;

CREATE OR REPLACE FUNCTION coder_role() RETURNS text LANGUAGE sql STABLE
  SET search_path = SCHEMA, pg_temp AS $$
  SELECT CASE
    WHEN pg_has_role(session_user, (SELECT relowner FROM pg_class WHERE oid = 'entry'::regclass), 'MEMBER')
    THEN 'owner'
    ELSE coalesce((SELECT role FROM member WHERE login::text = session_user::text), 'nobody') END $$;

CREATE OR REPLACE FUNCTION coder_is_mine(who integer) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = SCHEMA, pg_temp AS $$
  -- Never null, which would refuse nothing: a user who is no coder owns nothing.
  SELECT coder_me() IS NOT NULL AND (
    coalesce(who = coder_me(), false)
    OR EXISTS (SELECT FROM coder c WHERE c.id = who AND c.kind::text = 'consensus')
    OR EXISTS (SELECT FROM sample s JOIN coder c ON c.id = s.coder_id WHERE s.coder_id = who
               AND s.against_id = coder_me() AND s.purpose::text = 'again' AND c.kind::text = 'again')) $$;

CREATE OR REPLACE FUNCTION coder_refuse(why text) RETURNS void LANGUAGE plpgsql
  SET search_path = SCHEMA, pg_temp AS $$
BEGIN RAISE EXCEPTION '%', why USING ERRCODE = 'insufficient_privilege'; END $$;

CREATE OR REPLACE FUNCTION coder_in_history(noun text, r jsonb) RETURNS jsonb LANGUAGE sql STABLE
  SET search_path = SCHEMA, pg_temp AS $$
  SELECT CASE noun
SAID
  END $$;

CREATE OR REPLACE FUNCTION coder_guard_entry() RETURNS trigger LANGUAGE plpgsql
  SET search_path = SCHEMA, pg_temp AS $$
DECLARE role text := coder_role();
BEGIN
  IF role = 'owner' THEN RETURN NEW; END IF;
  IF NEW.coder_id IS NULL OR NEW.coder_id IS DISTINCT FROM coder_me() THEN
    PERFORM coder_refuse('an act in the name of another');
  END IF;
  IF NEW.number <> (SELECT last_entry + 1 FROM project) THEN
    PERFORM coder_refuse('an entry that is not the next');
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION coder_guard_head() RETURNS trigger LANGUAGE plpgsql
  SET search_path = SCHEMA, pg_temp AS $$
BEGIN
  IF coder_role() <> 'owner'
     AND NOT EXISTS (SELECT FROM project WHERE last_entry > NEW.number
                     OR (last_entry = NEW.number AND last_hash::text = NEW.hash::text)) THEN
    PERFORM coder_refuse('an entry that the project does not end with');
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION coder_guard_changes() RETURNS trigger LANGUAGE plpgsql
  SET search_path = SCHEMA, pg_temp AS $$
BEGIN
  IF coder_role() <> 'owner' AND EXISTS (
      SELECT FROM added WHERE entry <> (SELECT last_entry + 1 FROM project)) THEN
    PERFORM coder_refuse('a change of what has happened');
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION coder_guard_project() RETURNS trigger LANGUAGE plpgsql
  SET search_path = SCHEMA, pg_temp AS $$
DECLARE role text := coder_role();
BEGIN
  IF role = 'owner' THEN RETURN NEW; END IF;
  IF role IN ('reader', 'nobody') THEN PERFORM coder_refuse('a reader writes'); END IF;
  IF (NEW.last_entry, NEW.last_hash::text, NEW.last_at::text)
     IS DISTINCT FROM (OLD.last_entry, OLD.last_hash::text, OLD.last_at::text)
     AND NOT EXISTS (SELECT FROM entry WHERE number = NEW.last_entry AND number = OLD.last_entry + 1
                     AND hash::text = NEW.last_hash::text AND at::text = NEW.last_at::text
                     AND coder_id = coder_me()) THEN
    PERFORM coder_refuse('a history that ends with no act of one''s own');
  END IF;
  IF NEW.id <> OLD.id OR NEW.uid::text <> OLD.uid::text THEN PERFORM coder_refuse('another project'); END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION coder_guard_own() RETURNS trigger LANGUAGE plpgsql
  SET search_path = SCHEMA, pg_temp AS $$
DECLARE role text := coder_role();
BEGIN
  IF role IN ('owner', 'lead') THEN RETURN coalesce(NEW, OLD); END IF;
  IF TG_OP <> 'INSERT' AND NOT coder_is_mine(OLD.coder_id) THEN
    IF TG_TABLE_NAME <> 'note' OR TG_OP <> 'UPDATE'
       OR pg_catalog.to_jsonb(OLD) - 'waits'::text
          IS DISTINCT FROM pg_catalog.to_jsonb(NEW) - 'waits'::text THEN
      PERFORM coder_refuse('what belongs to another coder');
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP <> 'DELETE' AND NOT coder_is_mine(NEW.coder_id) THEN
    PERFORM coder_refuse('what belongs to another coder');
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;

CREATE OR REPLACE FUNCTION coder_guard_excerpt() RETURNS trigger LANGUAGE plpgsql
  SET search_path = SCHEMA, pg_temp AS $$
DECLARE whose integer;
BEGIN
  IF coder_role() IN ('owner', 'lead') THEN RETURN coalesce(NEW, OLD); END IF;
  IF TG_OP <> 'INSERT' THEN
    SELECT coder_id INTO whose FROM coding WHERE id = OLD.coding_id;
    -- Gone already: its coding was looked at when it went.
    IF FOUND AND NOT coder_is_mine(whose) THEN PERFORM coder_refuse('what belongs to another coder'); END IF;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    SELECT coder_id INTO whose FROM coding WHERE id = NEW.coding_id;
    IF NOT coder_is_mine(whose) THEN PERFORM coder_refuse('what belongs to another coder'); END IF;
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;

CREATE OR REPLACE FUNCTION coder_guard_decided() RETURNS trigger LANGUAGE plpgsql
  SET search_path = SCHEMA, pg_temp AS $$
DECLARE
  free text[] := '{start,end,grade,mention_hash,score,sample_id}';
  new_said jsonb;
  old_said jsonb;
BEGIN
  IF coder_role() IN ('owner', 'lead') OR NEW.decided_by_id IS NULL
     OR coder_is_mine(NEW.decided_by_id) THEN RETURN NEW; END IF;
  -- Where it stands and how sure it is may change; what another decided may not.
  IF TG_OP = 'UPDATE' AND NEW.decided_by_id = OLD.decided_by_id
     AND pg_catalog.to_jsonb(NEW) - free = pg_catalog.to_jsonb(OLD) - free THEN RETURN NEW; END IF;
  -- What one's own act put in its place, or took away, comes back just as it was.
  new_said := coder_in_history(TG_TABLE_NAME::text, pg_catalog.to_jsonb(NEW));
  IF TG_OP = 'UPDATE' THEN
    old_said := coder_in_history(TG_TABLE_NAME::text, pg_catalog.to_jsonb(OLD));
  END IF;
  IF EXISTS (
    SELECT FROM change c JOIN entry e ON e.number = c.entry
    WHERE c.uid::text = NEW.uid::text AND c.noun::text = TG_TABLE_NAME::text AND e.coder_id = coder_me()
      AND CASE c.field::text
        WHEN '' THEN new_said @> c.before::jsonb
        WHEN 'decided_by' THEN new_said = old_said || (
          SELECT pg_catalog.jsonb_object_agg(b.field, coalesce(b.before::jsonb, 'null'::jsonb)) FROM change b
          WHERE b.entry = c.entry AND b.uid::text = c.uid::text)
        ELSE false END
  ) THEN RETURN NEW; END IF;
  PERFORM coder_refuse('a decision in the name of another');
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION coder_guard_question() RETURNS trigger LANGUAGE plpgsql
  SET search_path = SCHEMA, pg_temp AS $$
BEGIN
  IF coder_role() IN ('owner', 'lead')
     OR (coalesce(OLD.lead_id, coder_me()) = coder_me() AND coalesce(NEW.lead_id, coder_me()) = coder_me())
  THEN RETURN NEW; END IF;
  PERFORM coder_refuse('who leads a question');
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION coder_guard_present() RETURNS trigger LANGUAGE plpgsql
  SET search_path = SCHEMA, pg_temp AS $$
BEGIN
  IF coder_role() = 'owner' THEN RETURN coalesce(NEW, OLD); END IF;
  -- Its question went.
  IF TG_OP = 'UPDATE' AND pg_catalog.to_jsonb(NEW) - 'question_id'::text
                        = pg_catalog.to_jsonb(OLD) - 'question_id'::text THEN RETURN NEW; END IF;
  -- Who codes own answers again is shown things, and handed answers, as a shadow.
  IF TG_OP <> 'DELETE' AND TG_TABLE_NAME IN ('trail', 'claim') AND coder_is_mine(NEW.coder_id) THEN
    RETURN NEW;
  END IF;
  IF (TG_OP = 'DELETE' AND OLD.coder_id IS DISTINCT FROM coder_me())
     OR (TG_OP <> 'DELETE' AND NEW.coder_id IS NOT NULL AND NEW.coder_id IS DISTINCT FROM coder_me()) THEN
    PERFORM coder_refuse('what is said of another');
  END IF;
  RETURN coalesce(NEW, OLD);
END $$
"""

_OWN = ("coding", "coded", "look", "flag", "note", "round")
_DECIDED = sorted(DECIDED_NOUNS)
_TRIGGERS = (
    *((table, "own", "BEFORE INSERT OR UPDATE OR DELETE", "FOR EACH ROW") for table in _OWN),
    ("excerpt", "excerpt", "BEFORE INSERT OR UPDATE OR DELETE", "FOR EACH ROW"),
    *((table, "decided", "BEFORE INSERT OR UPDATE", "FOR EACH ROW") for table in _DECIDED),
    *(
        (table, "present", "BEFORE INSERT OR UPDATE", "FOR EACH ROW")
        for table in ("sitting", "claim", "trail")
    ),
    # Those of who went away are cleared by others; that something left stays known.
    ("export", "present", "BEFORE INSERT OR UPDATE OR DELETE", "FOR EACH ROW"),
    ("sample", "own", "BEFORE UPDATE", "FOR EACH ROW"),
    ("question", "question", "BEFORE UPDATE", "FOR EACH ROW"),
    ("project", "project", "BEFORE UPDATE", "FOR EACH ROW"),
    ("entry", "entry", "BEFORE INSERT", "FOR EACH ROW"),
    ("change", "changes", "AFTER INSERT", "REFERENCING NEW TABLE AS added FOR EACH STATEMENT"),
)
"""(table, guard, when, for each)"""


def set_guards(connection: Connection) -> None:
    """Put the guards on the tables of a project on a PostgreSQL server, or put them there anew."""
    home = connection.dialect.identifier_preparer.quote_identifier(
        str(connection.scalar(text("SELECT current_schema()")))
    )
    # Named, with what is temporary last: nobody can put a table of their own before the project's. What is
    # compared is cast where the server itself has no operator for just these types: in a schema that others
    # may make things in, as on old servers, theirs would be taken.
    for statement in _functions().replace("SCHEMA", home).split(";\n\nCREATE "):
        whole = statement if statement.lstrip().startswith("CREATE ") else f"CREATE {statement}"
        connection.exec_driver_sql(whole.replace("%", "%%"))
    for table, guard, when, each in _TRIGGERS:
        _trigger(connection, table, f"coder_{guard}", f"{when} ON {table} {each}", f"coder_guard_{guard}")
    # When the act ends: by then the project's head names its entry.
    connection.exec_driver_sql("DROP TRIGGER IF EXISTS coder_head ON entry")
    connection.exec_driver_sql(
        "CREATE CONSTRAINT TRIGGER coder_head AFTER INSERT ON entry DEFERRABLE INITIALLY DEFERRED "
        "FOR EACH ROW EXECUTE FUNCTION coder_guard_head()"
    )
    connection.exec_driver_sql(f"COMMENT ON FUNCTION coder_refuse(text) IS '{_digest()}'")


def are_current(connection: Connection) -> bool:
    """Tell whether the guards that were last put on a project are those of this program."""
    said = connection.scalar(
        text("SELECT obj_description(to_regprocedure('coder_refuse(text)')::oid, 'pg_proc')")
    )
    return bool(said == _digest())


def remove_guards(connection: Connection) -> None:
    """Take the guards off again: nobody has a role any more."""
    for table, guard, _when, _each in _TRIGGERS:
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS coder_{guard} ON {table}")
    connection.exec_driver_sql("DROP TRIGGER IF EXISTS coder_head ON entry")


def _trigger(connection: Connection, table: str, name: str, when: str, function: str) -> None:
    connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name} ON {table}")
    connection.exec_driver_sql(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {function}()")


def _functions() -> str:
    """Return the functions that the triggers call; SCHEMA in them is still to name."""
    said = "\n".join(f"    WHEN '{noun}' THEN {_in_history(noun)}" for noun in _DECIDED)
    return _FUNCTIONS.replace("SAID", said)


def _in_history(noun_name: str) -> str:
    """Return SQL for what the history says of a row of a noun, which stands as ``r``: uids for ids."""
    fields = (f"'{field.name}', {_value(field)}" for field in NOUNS[noun_name].fields)
    return f"pg_catalog.jsonb_build_object({', '.join(fields)})"


def _value(field: Field) -> str:
    match field.kind:
        case FieldKind.VALUE:
            return f"r -> '{field.column}'"
        case FieldKind.REFERENCE:
            said = "to_jsonb(t.uid)"
            table = field.target
        case FieldKind.TEXT:
            said = "jsonb_build_object('text', t.uid, 'hash', t.hash)"
            table = "text"
        case _:
            raise NotImplementedError(field.kind)
    return f"(SELECT pg_catalog.{said} FROM {table} t WHERE t.id = (r ->> '{field.column}')::integer)"


def _digest() -> str:
    """Return what tells these guards from those of another version of the program."""
    return hashlib.sha256(f"{_functions()}{_TRIGGERS}".encode()).hexdigest()
