-- Whatever a verdict reads tells the verifiers when it changes, whoever changes it, psql included.
--
-- A message names what moved: `k` keys, `o` owners, `c` companies, each with ids; `n` means that there are new credentials,
-- `*` means everything. At most 50 ids in a message: beyond that the next wider scope, since a notification for each key of
-- a company with a million would swamp the listeners, and a payload of 8,000 bytes aborts the change itself.
--
-- PostgreSQL gives statement triggers with transition tables no column list, so that the functions compare the columns.

CREATE FUNCTION "tell_verifiers"("keys" text[], "owners" text[], "companies" text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF cardinality("keys") > 0 AND cardinality("keys") <= 50 THEN
    PERFORM pg_notify('keydesk_verdicts', 'k ' || array_to_string("keys", ' '));
  ELSIF cardinality("owners") > 0 AND cardinality("owners") <= 50 THEN
    PERFORM pg_notify('keydesk_verdicts', 'o ' || array_to_string("owners", ' '));
  ELSIF cardinality("companies") > 0 AND cardinality("companies") <= 50 THEN
    PERFORM pg_notify('keydesk_verdicts', 'c ' || array_to_string("companies", ' '));
  ELSIF cardinality("companies") > 50 THEN
    PERFORM pg_notify('keydesk_verdicts', '*');
  END IF;
END $$;

-- Keys.

CREATE FUNCTION "api_key_moved"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE "moved" record;
BEGIN
  SELECT array_agg(DISTINCT "id") AS "keys", array_agg(DISTINCT "owner") AS "owners", array_agg(DISTINCT "company") AS "companies"
  INTO "moved" FROM (
    SELECT "id", coalesce("n"."owner_id", "o"."owner_id") AS "owner", coalesce("n"."company_id", "o"."company_id") AS "company"
    FROM "old_rows" "o" FULL JOIN "new_rows" "n" USING ("id")
    WHERE ("o"."company_id", "o"."owner_kind", "o"."owner_id", "o"."owner_person_id", "o"."owner_service_account_id", "o"."name",
        "o"."audience", "o"."access", "o"."issued_at", "o"."expires_at", "o"."not_accessed_period", "o"."disabled_at",
        "o"."deleted_at", "o"."rate_limit_per_minute")
      IS DISTINCT FROM ("n"."company_id", "n"."owner_kind", "n"."owner_id", "n"."owner_person_id", "n"."owner_service_account_id",
        "n"."name", "n"."audience", "n"."access", "n"."issued_at", "n"."expires_at", "n"."not_accessed_period", "n"."disabled_at",
        "n"."deleted_at", "n"."rate_limit_per_minute")) "k";
  PERFORM "tell_verifiers"("moved"."keys", "moved"."owners", "moved"."companies");
  RETURN NULL;
END $$;
CREATE TRIGGER "api_key_tells_update" AFTER UPDATE ON "api_key" REFERENCING OLD TABLE AS "old_rows" NEW TABLE AS "new_rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "api_key_moved"();

-- What belongs to a key: the transition table is called "rows" in each trigger, and has company_id and key_id.

CREATE FUNCTION "rows_of_key_moved"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE "moved" record;
BEGIN
  SELECT array_agg(DISTINCT "key_id") AS "keys", array_agg(DISTINCT "k"."owner_id") AS "owners",
    array_agg(DISTINCT "rows"."company_id") AS "companies"
  INTO "moved" FROM "rows" LEFT JOIN "api_key" "k" ON "k"."id" = "rows"."key_id";
  PERFORM "tell_verifiers"("moved"."keys", "moved"."owners", "moved"."companies");
  RETURN NULL;
END $$;
-- Every column of a credential is read.
CREATE TRIGGER "key_credential_tells_update" AFTER UPDATE ON "key_credential" REFERENCING NEW TABLE AS "rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "rows_of_key_moved"();
CREATE TRIGGER "key_credential_tells_delete" AFTER DELETE ON "key_credential" REFERENCING OLD TABLE AS "rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "rows_of_key_moved"();
CREATE TRIGGER "key_ip_range_tells_insert" AFTER INSERT ON "key_ip_range" REFERENCING NEW TABLE AS "rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "rows_of_key_moved"();
CREATE TRIGGER "key_ip_range_tells_update" AFTER UPDATE ON "key_ip_range" REFERENCING NEW TABLE AS "rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "rows_of_key_moved"();
CREATE TRIGGER "key_ip_range_tells_delete" AFTER DELETE ON "key_ip_range" REFERENCING OLD TABLE AS "rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "rows_of_key_moved"();
CREATE TRIGGER "key_permission_tells_insert" AFTER INSERT ON "key_permission" REFERENCING NEW TABLE AS "rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "rows_of_key_moved"();
CREATE TRIGGER "key_permission_tells_update" AFTER UPDATE ON "key_permission" REFERENCING NEW TABLE AS "rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "rows_of_key_moved"();
CREATE TRIGGER "key_permission_tells_delete" AFTER DELETE ON "key_permission" REFERENCING OLD TABLE AS "rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "rows_of_key_moved"();

-- A new credential is unknown to nobody but who asked for it before it was there.
CREATE FUNCTION "key_credential_made"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('keydesk_verdicts', 'n');
  RETURN NULL;
END $$;
CREATE TRIGGER "key_credential_tells_insert" AFTER INSERT ON "key_credential" FOR EACH STATEMENT EXECUTE FUNCTION "key_credential_made"();

-- Owners.

CREATE FUNCTION "person_moved"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE "moved" record;
BEGIN
  SELECT array_agg("n"."id") AS "owners", array_agg(DISTINCT "n"."company_id") AS "companies" INTO "moved"
  FROM "old_rows" "o" JOIN "new_rows" "n" USING ("id")
  WHERE ("o"."email", "o"."deactivated_at", "o"."mfa_enabled_at") IS DISTINCT FROM ("n"."email", "n"."deactivated_at", "n"."mfa_enabled_at");
  PERFORM "tell_verifiers"(NULL, "moved"."owners", "moved"."companies");
  RETURN NULL;
END $$;
CREATE TRIGGER "person_tells_update" AFTER UPDATE ON "person" REFERENCING OLD TABLE AS "old_rows" NEW TABLE AS "new_rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "person_moved"();

CREATE FUNCTION "service_account_moved"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE "moved" record;
BEGIN
  SELECT array_agg("n"."id") AS "owners", array_agg(DISTINCT "n"."company_id") AS "companies" INTO "moved"
  FROM "old_rows" "o" JOIN "new_rows" "n" USING ("id")
  WHERE ("o"."user_id", "o"."deactivated_at") IS DISTINCT FROM ("n"."user_id", "n"."deactivated_at");
  PERFORM "tell_verifiers"(NULL, "moved"."owners", "moved"."companies");
  RETURN NULL;
END $$;
CREATE TRIGGER "service_account_tells_update" AFTER UPDATE ON "service_account"
  REFERENCING OLD TABLE AS "old_rows" NEW TABLE AS "new_rows" FOR EACH STATEMENT EXECUTE FUNCTION "service_account_moved"();

CREATE FUNCTION "reach_moved"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE "moved" record;
BEGIN
  SELECT array_agg(DISTINCT "service_account_id") AS "owners", array_agg(DISTINCT "company_id") AS "companies" INTO "moved" FROM "rows";
  PERFORM "tell_verifiers"(NULL, "moved"."owners", "moved"."companies");
  RETURN NULL;
END $$;
CREATE TRIGGER "service_account_tenant_tells_insert" AFTER INSERT ON "service_account_tenant" REFERENCING NEW TABLE AS "rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "reach_moved"();
CREATE TRIGGER "service_account_tenant_tells_delete" AFTER DELETE ON "service_account_tenant" REFERENCING OLD TABLE AS "rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "reach_moved"();
CREATE TRIGGER "service_account_virtual_server_tells_insert" AFTER INSERT ON "service_account_virtual_server" REFERENCING NEW TABLE AS "rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "reach_moved"();
CREATE TRIGGER "service_account_virtual_server_tells_delete" AFTER DELETE ON "service_account_virtual_server" REFERENCING OLD TABLE AS "rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "reach_moved"();

-- What an account reaches is a row added or taken away. One that is rewritten says so for the old account and the new.
CREATE FUNCTION "reach_rewritten"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE "moved" record;
BEGIN
  SELECT array_agg(DISTINCT "service_account_id") AS "owners", array_agg(DISTINCT "company_id") AS "companies" INTO "moved"
  FROM (SELECT "service_account_id", "company_id" FROM "old_rows" UNION SELECT "service_account_id", "company_id" FROM "new_rows") "r";
  PERFORM "tell_verifiers"(NULL, "moved"."owners", "moved"."companies");
  RETURN NULL;
END $$;
CREATE TRIGGER "service_account_tenant_tells_update" AFTER UPDATE ON "service_account_tenant"
  REFERENCING OLD TABLE AS "old_rows" NEW TABLE AS "new_rows" FOR EACH STATEMENT EXECUTE FUNCTION "reach_rewritten"();
CREATE TRIGGER "service_account_virtual_server_tells_update" AFTER UPDATE ON "service_account_virtual_server"
  REFERENCING OLD TABLE AS "old_rows" NEW TABLE AS "new_rows" FOR EACH STATEMENT EXECUTE FUNCTION "reach_rewritten"();

-- Companies.

CREATE FUNCTION "company_moved"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE "moved" text[];
BEGIN
  SELECT array_agg("n"."id") INTO "moved" FROM "old_rows" "o" JOIN "new_rows" "n" USING ("id")
  WHERE ("o"."slug", "o"."time_zone", "o"."deactivated_at") IS DISTINCT FROM ("n"."slug", "n"."time_zone", "n"."deactivated_at");
  PERFORM "tell_verifiers"(NULL, NULL, "moved");
  RETURN NULL;
END $$;
CREATE TRIGGER "company_tells_update" AFTER UPDATE ON "company" REFERENCING OLD TABLE AS "old_rows" NEW TABLE AS "new_rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "company_moved"();

CREATE FUNCTION "key_policy_moved"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE "moved" text[];
BEGIN
  SELECT array_agg("n"."company_id") INTO "moved" FROM "old_rows" "o" JOIN "new_rows" "n" USING ("company_id")
  WHERE ("o"."requires_mfa", "o"."rate_limit_per_minute") IS DISTINCT FROM ("n"."requires_mfa", "n"."rate_limit_per_minute");
  PERFORM "tell_verifiers"(NULL, NULL, "moved");
  RETURN NULL;
END $$;
CREATE TRIGGER "key_policy_tells_update" AFTER UPDATE ON "key_policy" REFERENCING OLD TABLE AS "old_rows" NEW TABLE AS "new_rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "key_policy_moved"();

-- The number of companies decides whether a gateway has to say which it means.
CREATE FUNCTION "company_made"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('keydesk_verdicts', 'c -');
  RETURN NULL;
END $$;
CREATE TRIGGER "company_tells_insert" AFTER INSERT OR DELETE ON "company" FOR EACH STATEMENT EXECUTE FUNCTION "company_made"();

-- Slugs of tenants and servers stand in the records of whoever reaches them.
CREATE FUNCTION "rows_of_company_moved"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE "moved" text[];
BEGIN
  SELECT array_agg(DISTINCT "company_id") INTO "moved" FROM "rows";
  PERFORM "tell_verifiers"(NULL, NULL, "moved");
  RETURN NULL;
END $$;
CREATE TRIGGER "tenant_tells_update" AFTER UPDATE ON "tenant" REFERENCING NEW TABLE AS "rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "rows_of_company_moved"();
CREATE TRIGGER "virtual_server_tells_update" AFTER UPDATE ON "virtual_server" REFERENCING NEW TABLE AS "rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "rows_of_company_moved"();
CREATE TRIGGER "key_policy_tells_insert" AFTER INSERT ON "key_policy" REFERENCING NEW TABLE AS "rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "rows_of_company_moved"();
CREATE TRIGGER "key_policy_tells_delete" AFTER DELETE ON "key_policy" REFERENCING OLD TABLE AS "rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "rows_of_company_moved"();

-- TRUNCATE has no rows to tell of.
CREATE FUNCTION "everything_moved"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('keydesk_verdicts', '*');
  RETURN NULL;
END $$;
CREATE TRIGGER "api_key_tells_truncate" AFTER TRUNCATE ON "api_key" FOR EACH STATEMENT EXECUTE FUNCTION "everything_moved"();
CREATE TRIGGER "key_credential_tells_truncate" AFTER TRUNCATE ON "key_credential" FOR EACH STATEMENT EXECUTE FUNCTION "everything_moved"();
CREATE TRIGGER "key_ip_range_tells_truncate" AFTER TRUNCATE ON "key_ip_range" FOR EACH STATEMENT EXECUTE FUNCTION "everything_moved"();
CREATE TRIGGER "key_permission_tells_truncate" AFTER TRUNCATE ON "key_permission" FOR EACH STATEMENT EXECUTE FUNCTION "everything_moved"();
CREATE TRIGGER "key_policy_tells_truncate" AFTER TRUNCATE ON "key_policy" FOR EACH STATEMENT EXECUTE FUNCTION "everything_moved"();
CREATE TRIGGER "service_account_tenant_tells_truncate" AFTER TRUNCATE ON "service_account_tenant" FOR EACH STATEMENT EXECUTE FUNCTION "everything_moved"();
CREATE TRIGGER "service_account_virtual_server_tells_truncate" AFTER TRUNCATE ON "service_account_virtual_server" FOR EACH STATEMENT EXECUTE FUNCTION "everything_moved"();
