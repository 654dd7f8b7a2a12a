-- A list of keys is found in one table: what it filters and sorts by stands in key_listing, owner included. The way through
-- key, owner and credential costs too much when a million keys are asked.

-- What never ends does so at infinity, so that a page begins with one comparison.
ALTER TABLE "key_listing"
  ADD COLUMN "name_key" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT '-infinity',
  ADD COLUMN "expires_at" TIMESTAMPTZ(3) NOT NULL DEFAULT 'infinity',
  ADD COLUMN "ends_at" TIMESTAMPTZ(3) NOT NULL DEFAULT 'infinity',
  ADD COLUMN "owner_kind" "OwnerKind" NOT NULL DEFAULT 'USER',
  ADD COLUMN "access" "KeyAccess" NOT NULL DEFAULT 'SELECTED',
  ADD COLUMN "is_disabled" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "is_owner_inactive" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "lacks_mfa" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "search" TEXT NOT NULL DEFAULT '';

DROP TRIGGER "api_key_list" ON "api_key";
DROP TRIGGER "key_last_use_list" ON "key_last_use";
DROP TRIGGER "key_ip_range_list" ON "key_ip_range";
DROP FUNCTION "list_key"();
DROP FUNCTION "list_key_of_row"();
DROP FUNCTION "refresh_key_listing"(text, text);

-- What key_listing has to say, computed: the columns are those of the table, in its order.
CREATE VIEW "key_listing_now" AS
SELECT k.id AS key_id, k.company_id, u.last_used_at, greatest(k.issued_at, u.last_used_at) AS rested_from, e.inactive_from,
  EXISTS (SELECT FROM key_ip_range r WHERE r.company_id = k.company_id AND r.key_id = k.id) AS has_ip_policy,
  k.name_key, k.created_at, coalesce(k.expires_at, 'infinity') AS expires_at,
  least(coalesce(k.expires_at, 'infinity'), e.inactive_from) AS ends_at, k.owner_kind, k.access,
  k.disabled_at IS NOT NULL AS is_disabled, coalesce(p.deactivated_at, s.deactivated_at) IS NOT NULL AS is_owner_inactive,
  k.owner_kind = 'USER' AND p.mfa_enabled_at IS NULL AS lacks_mfa,
  concat_ws(E'\n', k.name_key, lower(p.name), s.user_id_key, lower(s.name), (
    SELECT string_agg(lower(f.access_key), E'\n' ORDER BY f.id) FROM key_credential f
    WHERE f.company_id = k.company_id AND f.key_id = k.id AND f.retired_at IS NULL)) AS search
FROM api_key k
JOIN company c ON c.id = k.company_id
LEFT JOIN key_last_use u ON u.key_id = k.id
LEFT JOIN person p ON p.company_id = k.company_id AND p.id = k.owner_person_id
LEFT JOIN service_account s ON s.company_id = k.company_id AND s.id = k.owner_service_account_id
CROSS JOIN LATERAL (
  SELECT key_inactive_from(greatest(k.issued_at, u.last_used_at), k.not_accessed_period, c.time_zone) OFFSET 0) e (inactive_from)
WHERE k.deleted_at IS NULL;

-- Whoever changes a key, its owner or what hangs on it need not know of the listing. All triggers work on everything that a
-- statement changed at once, and lock listings in the order of their keys. They are two statements: what was waited for is
-- seen by the second alone. Their plans are kept, and the next statement may change thousands where the first changed one:
-- so keys are handed on as arrays, which indexes find one by one, and tables are never joined by reading them whole.
CREATE FUNCTION "refresh_key_listings"("company" text, "keys" text[]) RETURNS void LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
  PERFORM 1 FROM key_listing l WHERE l.company_id = company AND l.key_id = ANY (keys) ORDER BY l.key_id FOR UPDATE;
  UPDATE key_listing l SET
    last_used_at = t.last_used_at, rested_from = t.rested_from, inactive_from = t.inactive_from,
    has_ip_policy = t.has_ip_policy, name_key = t.name_key, created_at = t.created_at, expires_at = t.expires_at,
    ends_at = t.ends_at, owner_kind = t.owner_kind, access = t.access, is_disabled = t.is_disabled,
    is_owner_inactive = t.is_owner_inactive, lacks_mfa = t.lacks_mfa, search = t.search
  FROM key_listing_now t
  WHERE l.company_id = company AND l.key_id = ANY (keys) AND t.company_id = company AND t.key_id = l.key_id
    AND (l.*) IS DISTINCT FROM (t.*);
END $$;

CREATE FUNCTION "list_inserted_keys"() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  keys text[] := ARRAY (SELECT id FROM changed);
  people text[] := ARRAY (SELECT DISTINCT owner_person_id FROM changed);
  accounts text[] := ARRAY (SELECT DISTINCT owner_service_account_id FROM changed);
BEGIN
  -- An owner who is changed meanwhile is waited for.
  PERFORM 1 FROM person p WHERE p.id = ANY (people) ORDER BY p.id FOR SHARE;
  PERFORM 1 FROM service_account s WHERE s.id = ANY (accounts) ORDER BY s.id FOR SHARE;
  INSERT INTO key_listing SELECT * FROM key_listing_now WHERE key_id = ANY (keys);
  RETURN NULL;
END $$;
CREATE TRIGGER "api_key_list_inserted" AFTER INSERT ON "api_key"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_inserted_keys"();

CREATE FUNCTION "list_updated_keys"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  company text;
  keys text[];
BEGIN
  FOR company, keys IN SELECT company_id, array_agg(id) FROM changed WHERE deleted_at IS NOT NULL GROUP BY company_id LOOP
    DELETE FROM key_listing WHERE company_id = company AND key_id = ANY (keys);
  END LOOP;
  FOR company, keys IN SELECT company_id, array_agg(id) FROM (
      SELECT company_id, id, issued_at, expires_at, not_accessed_period, disabled_at, name_key, access FROM changed
      WHERE deleted_at IS NULL
      EXCEPT
      SELECT company_id, id, issued_at, expires_at, not_accessed_period, disabled_at, name_key, access FROM before) k
    GROUP BY company_id ORDER BY company_id
  LOOP
    PERFORM refresh_key_listings(company, keys);
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER "api_key_list_updated" AFTER UPDATE ON "api_key"
  REFERENCING OLD TABLE AS before NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_updated_keys"();

-- Uses are many and change little: no more is computed than they can change.
CREATE FUNCTION "list_uses"() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  company text;
  keys text[];
BEGIN
  FOR company, keys IN SELECT company_id, array_agg(key_id) FROM changed GROUP BY company_id ORDER BY company_id LOOP
    PERFORM 1 FROM key_listing l WHERE l.company_id = company AND l.key_id = ANY (keys) ORDER BY l.key_id FOR UPDATE;
    UPDATE key_listing l SET last_used_at = t.last_used_at, rested_from = t.rested_from, inactive_from = t.inactive_from,
      ends_at = t.ends_at
    FROM key_listing_now t
    WHERE l.company_id = company AND l.key_id = ANY (keys) AND t.company_id = company AND t.key_id = l.key_id;
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER "key_last_use_list_inserted" AFTER INSERT ON "key_last_use"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_uses"();
CREATE TRIGGER "key_last_use_list_updated" AFTER UPDATE ON "key_last_use"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_uses"();
CREATE TRIGGER "key_last_use_list_deleted" AFTER DELETE ON "key_last_use"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_uses"();

CREATE FUNCTION "list_keys_of_rows"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  company text;
  keys text[];
BEGIN
  FOR company, keys IN SELECT company_id, array_agg(DISTINCT key_id) FROM changed GROUP BY company_id ORDER BY company_id
  LOOP
    PERFORM refresh_key_listings(company, keys);
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER "key_ip_range_list_inserted" AFTER INSERT ON "key_ip_range"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_keys_of_rows"();
CREATE TRIGGER "key_ip_range_list_deleted" AFTER DELETE ON "key_ip_range"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_keys_of_rows"();
CREATE TRIGGER "key_credential_list_inserted" AFTER INSERT ON "key_credential"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_keys_of_rows"();
CREATE TRIGGER "key_credential_list_updated" AFTER UPDATE ON "key_credential"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_keys_of_rows"();

-- All keys of an owner at once.
CREATE FUNCTION "list_keys_of_owner"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_key_listings(NEW.company_id, array_agg(k.id)) FROM api_key k
  WHERE k.company_id = NEW.company_id AND k.owner_id = NEW.id AND k.deleted_at IS NULL HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER "person_list" AFTER UPDATE OF "deactivated_at", "mfa_enabled_at", "name" ON "person" FOR EACH ROW
  WHEN ((OLD.deactivated_at IS NULL, OLD.mfa_enabled_at IS NULL, OLD.name)
    IS DISTINCT FROM (NEW.deactivated_at IS NULL, NEW.mfa_enabled_at IS NULL, NEW.name))
  EXECUTE FUNCTION "list_keys_of_owner"();
CREATE TRIGGER "service_account_list" AFTER UPDATE OF "deactivated_at", "user_id_key", "name" ON "service_account" FOR EACH ROW
  WHEN ((OLD.deactivated_at IS NULL, OLD.user_id_key, OLD.name)
    IS DISTINCT FROM (NEW.deactivated_at IS NULL, NEW.user_id_key, NEW.name))
  EXECUTE FUNCTION "list_keys_of_owner"();

-- The calendar of a company moves with its zone.
CREATE OR REPLACE FUNCTION "list_keys_of_company"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_key_listings(NEW.id, array_agg(l.key_id)) FROM key_listing l
  WHERE l.company_id = NEW.id AND l.inactive_from IS NOT NULL HAVING count(*) > 0;
  RETURN NULL;
END $$;

TRUNCATE "key_listing";
INSERT INTO "key_listing" SELECT * FROM "key_listing_now";

ALTER TABLE "key_listing"
  ALTER COLUMN "name_key" DROP DEFAULT, ALTER COLUMN "created_at" DROP DEFAULT, ALTER COLUMN "expires_at" DROP DEFAULT,
  ALTER COLUMN "ends_at" DROP DEFAULT, ALTER COLUMN "owner_kind" DROP DEFAULT, ALTER COLUMN "access" DROP DEFAULT,
  ALTER COLUMN "is_disabled" DROP DEFAULT, ALTER COLUMN "is_owner_inactive" DROP DEFAULT,
  ALTER COLUMN "lacks_mfa" DROP DEFAULT, ALTER COLUMN "search" DROP DEFAULT;

-- The orders. Filters that may match few stand in that of the list as it opens, which then is walked as it is.
CREATE INDEX "key_listing_name" ON "key_listing" ("company_id", "name_key", "key_id");
CREATE INDEX "key_listing_created" ON "key_listing" ("company_id", "created_at", "key_id");
CREATE INDEX "key_listing_expires" ON "key_listing" ("company_id", "expires_at", "key_id");
CREATE INDEX "key_listing_owner_kind" ON "key_listing" ("company_id", "owner_kind", "expires_at", "key_id");
CREATE INDEX "key_listing_access" ON "key_listing" ("company_id", "access", "expires_at", "key_id");
CREATE INDEX "key_listing_disabled" ON "key_listing" ("company_id", "expires_at", "key_id") WHERE "is_disabled";
CREATE INDEX "key_listing_owner_inactive" ON "key_listing" ("company_id", "expires_at", "key_id") WHERE "is_owner_inactive";
CREATE INDEX "key_listing_without_mfa" ON "key_listing" ("company_id", "expires_at", "key_id") WHERE "lacks_mfa";
DROP INDEX "key_listing_no_ip_policy";
CREATE INDEX "key_listing_no_ip_policy" ON "key_listing" ("company_id", "expires_at", "key_id") WHERE NOT "has_ip_policy";
-- How many are active is read in this index alone.
CREATE INDEX "key_listing_ends" ON "key_listing" ("company_id", "ends_at")
  INCLUDE ("is_disabled", "is_owner_inactive", "lacks_mfa", "access", "has_ip_policy");

DROP INDEX "api_key_live_name";
DROP INDEX "api_key_live_created";
DROP INDEX "api_key_live_expires";
DROP INDEX "api_key_live_owner_kind";
DROP INDEX "api_key_live_access";
DROP INDEX "api_key_live_disabled";

-- The keys of service accounts and of the company itself are counted in this index alone, those in no group too.
CREATE INDEX "api_key_live_shelf" ON "api_key" ("company_id", "owner_kind", "audience", "group_id", "created_at", "id")
  WHERE "deleted_at" IS NULL;
