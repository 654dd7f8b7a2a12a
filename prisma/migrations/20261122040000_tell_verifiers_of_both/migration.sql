-- What changes hands tells of both hands: verifiers know a key by the owner and the company that it had when they read it.
-- And what is gone has no owner to tell of any more, so that its company is told of instead of nobody.

CREATE OR REPLACE FUNCTION "api_key_moved"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE "moved" record;
BEGIN
  SELECT array_agg(DISTINCT "id") AS "keys", array_agg(DISTINCT "owner") FILTER (WHERE "owner" IS NOT NULL) AS "owners",
    array_agg(DISTINCT "company") FILTER (WHERE "company" IS NOT NULL) AS "companies"
  INTO "moved" FROM (
    SELECT "id", unnest(ARRAY["o"."owner_id", "n"."owner_id"]) AS "owner",
      unnest(ARRAY["o"."company_id", "n"."company_id"]) AS "company"
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

CREATE FUNCTION "tell_of_keys"("ids" text[], "company_ids" text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE "owners" text[];
BEGIN
  -- Null as soon as one of the keys is not there: its owner is known to nobody but the verifiers.
  SELECT CASE WHEN bool_and("k"."id" IS NOT NULL) THEN array_agg(DISTINCT "k"."owner_id") END INTO "owners"
  FROM unnest("ids") "asked"("id") LEFT JOIN "api_key" "k" ON "k"."id" = "asked"."id";
  PERFORM "tell_verifiers"("ids", "owners", "company_ids");
END $$;

CREATE OR REPLACE FUNCTION "rows_of_key_moved"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE "moved" record;
BEGIN
  SELECT array_agg(DISTINCT "key_id") AS "keys", array_agg(DISTINCT "company_id") AS "companies" INTO "moved" FROM "rows";
  PERFORM "tell_of_keys"("moved"."keys", "moved"."companies");
  RETURN NULL;
END $$;

CREATE FUNCTION "rows_of_key_rewritten"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE "moved" record;
BEGIN
  SELECT array_agg(DISTINCT "key_id") AS "keys", array_agg(DISTINCT "company_id") AS "companies" INTO "moved"
  FROM (SELECT "key_id", "company_id" FROM "old_rows" UNION SELECT "key_id", "company_id" FROM "new_rows") "r";
  PERFORM "tell_of_keys"("moved"."keys", "moved"."companies");
  RETURN NULL;
END $$;

DROP TRIGGER "key_credential_tells_update" ON "key_credential";
DROP TRIGGER "key_ip_range_tells_update" ON "key_ip_range";
DROP TRIGGER "key_permission_tells_update" ON "key_permission";
CREATE TRIGGER "key_credential_tells_update" AFTER UPDATE ON "key_credential"
  REFERENCING OLD TABLE AS "old_rows" NEW TABLE AS "new_rows" FOR EACH STATEMENT EXECUTE FUNCTION "rows_of_key_rewritten"();
CREATE TRIGGER "key_ip_range_tells_update" AFTER UPDATE ON "key_ip_range"
  REFERENCING OLD TABLE AS "old_rows" NEW TABLE AS "new_rows" FOR EACH STATEMENT EXECUTE FUNCTION "rows_of_key_rewritten"();
CREATE TRIGGER "key_permission_tells_update" AFTER UPDATE ON "key_permission"
  REFERENCING OLD TABLE AS "old_rows" NEW TABLE AS "new_rows" FOR EACH STATEMENT EXECUTE FUNCTION "rows_of_key_rewritten"();
