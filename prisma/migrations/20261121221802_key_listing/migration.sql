-- Search by any part of a word.
CREATE EXTENSION IF NOT EXISTS "pg_trgm";

-- CreateTable
CREATE TABLE "key_listing" (
    "key_id" TEXT NOT NULL,
    "company_id" TEXT NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "rested_from" TIMESTAMPTZ(3) NOT NULL,
    "inactive_from" TIMESTAMPTZ(3),
    "has_ip_policy" BOOLEAN NOT NULL,

    CONSTRAINT "key_listing_pkey" PRIMARY KEY ("company_id","key_id")
);

-- CreateIndex
CREATE INDEX "key_listing_company_id_rested_from_idx" ON "key_listing"("company_id", "rested_from");

-- CreateIndex
CREATE INDEX "key_listing_company_id_inactive_from_idx" ON "key_listing"("company_id", "inactive_from");

-- CreateIndex
CREATE INDEX "api_key_name_key_idx" ON "api_key" USING GIN ("name_key" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "key_credential_access_key_idx" ON "key_credential" USING GIN ("access_key" gin_trgm_ops);

-- AddForeignKey
ALTER TABLE "key_listing" ADD CONSTRAINT "key_listing_company_id_key_id_fkey" FOREIGN KEY ("company_id", "key_id") REFERENCES "api_key"("company_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- From here on what the Prisma schema cannot say.

-- Lists show what is not deleted: one index for each order, one for each filter that may match few. What never expires comes
-- after everything that does, what was never used before everything that was; as values and not as NULL, so that a page begins
-- with one comparison.
CREATE INDEX "api_key_live_name" ON "api_key" ("company_id", "name_key", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "api_key_live_created" ON "api_key" ("company_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "api_key_live_expires" ON "api_key" ("company_id", coalesce("expires_at", 'infinity'), "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "api_key_live_owner_kind" ON "api_key" ("company_id", "owner_kind", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "api_key_live_access" ON "api_key" ("company_id", "access", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "api_key_live_disabled" ON "api_key" ("company_id", "id") WHERE "deleted_at" IS NULL AND "disabled_at" IS NOT NULL;
CREATE INDEX "key_listing_last_used" ON "key_listing" ("company_id", coalesce("last_used_at", '-infinity'), "key_id");
CREATE INDEX "key_listing_no_ip_policy" ON "key_listing" ("company_id", "key_id") WHERE NOT "has_ip_policy";
CREATE INDEX "person_without_mfa" ON "person" ("company_id", "id") WHERE "mfa_enabled_at" IS NULL;
CREATE INDEX "person_deactivated" ON "person" ("company_id", "id") WHERE "deactivated_at" IS NOT NULL;

-- When disuse ends a key: the calendar of the company's zone, as `addPeriod` in lib/kernel/period adds (a test holds the two
-- against each other). A wall time that does not exist moves on by the gap in both. Of one that exists twice PostgreSQL takes
-- the second and Temporal the first, so the first is looked for: clocks go back by at most three hours.
CREATE FUNCTION "key_inactive_from"("rested" timestamptz, "period" text, "zone" text) RETURNS timestamptz
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  amount int;
  wall timestamp;
  ends timestamptz;
  shift interval;
BEGIN
  IF period IS NULL THEN RETURN NULL; END IF;
  amount := substr(period, 2, length(period) - 2)::int;
  wall := (rested AT TIME ZONE zone) + CASE right(period, 1)
    WHEN 'd' THEN make_interval(days => amount)
    WHEN 'w' THEN make_interval(weeks => amount)
    WHEN 'm' THEN make_interval(months => amount)
    WHEN 'y' THEN make_interval(years => amount)
  END;
  ends := wall AT TIME ZONE zone;
  FOREACH shift IN ARRAY ARRAY['3 hours', '2 hours', '1 hour', '30 minutes', '20 minutes']::interval[] LOOP
    IF (ends - shift) AT TIME ZONE zone = wall THEN RETURN ends - shift; END IF;
  END LOOP;
  RETURN ends;
END $$;

-- Two statements: what was waited for is seen by the second alone.
CREATE FUNCTION "refresh_key_listing"("company" text, "key" text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM key_listing l WHERE l.company_id = company AND l.key_id = key FOR UPDATE;
  UPDATE key_listing l SET
    last_used_at = u.last_used_at,
    rested_from = greatest(k.issued_at, u.last_used_at),
    inactive_from = key_inactive_from(greatest(k.issued_at, u.last_used_at), k.not_accessed_period, c.time_zone),
    has_ip_policy = EXISTS (SELECT FROM key_ip_range r WHERE r.company_id = company AND r.key_id = key)
  FROM api_key k JOIN company c ON c.id = k.company_id LEFT JOIN key_last_use u ON u.key_id = k.id
  WHERE l.company_id = company AND l.key_id = key AND k.company_id = company AND k.id = key;
END $$;

CREATE FUNCTION "list_key"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.deleted_at IS NOT NULL THEN
    DELETE FROM key_listing WHERE company_id = NEW.company_id AND key_id = NEW.id;
  ELSIF TG_OP = 'UPDATE' THEN
    PERFORM refresh_key_listing(NEW.company_id, NEW.id);
  ELSE
    INSERT INTO key_listing (company_id, key_id, rested_from, inactive_from, has_ip_policy)
    SELECT NEW.company_id, NEW.id, NEW.issued_at, key_inactive_from(NEW.issued_at, NEW.not_accessed_period, c.time_zone), false
    FROM company c WHERE c.id = NEW.company_id AND NEW.deleted_at IS NULL;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "api_key_list" AFTER INSERT OR UPDATE OF "issued_at", "not_accessed_period", "deleted_at" ON "api_key"
  FOR EACH ROW EXECUTE FUNCTION "list_key"();

CREATE FUNCTION "list_key_of_row"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM refresh_key_listing(OLD.company_id, OLD.key_id);
  ELSE
    PERFORM refresh_key_listing(NEW.company_id, NEW.key_id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "key_last_use_list" AFTER INSERT OR UPDATE OR DELETE ON "key_last_use"
  FOR EACH ROW EXECUTE FUNCTION "list_key_of_row"();
CREATE TRIGGER "key_ip_range_list" AFTER INSERT OR DELETE ON "key_ip_range"
  FOR EACH ROW EXECUTE FUNCTION "list_key_of_row"();

-- The calendar of a company moves with its zone.
CREATE FUNCTION "list_keys_of_company"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE key_listing l SET inactive_from = key_inactive_from(l.rested_from, k.not_accessed_period, NEW.time_zone)
  FROM api_key k WHERE l.company_id = NEW.id AND k.company_id = l.company_id AND k.id = l.key_id;
  RETURN NULL;
END $$;
CREATE TRIGGER "company_list" AFTER UPDATE OF "time_zone" ON "company"
  FOR EACH ROW WHEN (OLD.time_zone IS DISTINCT FROM NEW.time_zone) EXECUTE FUNCTION "list_keys_of_company"();

INSERT INTO "key_listing" ("company_id", "key_id", "last_used_at", "rested_from", "inactive_from", "has_ip_policy")
SELECT k.company_id, k.id, u.last_used_at, greatest(k.issued_at, u.last_used_at),
  key_inactive_from(greatest(k.issued_at, u.last_used_at), k.not_accessed_period, c.time_zone),
  EXISTS (SELECT FROM key_ip_range r WHERE r.company_id = k.company_id AND r.key_id = k.id)
FROM api_key k JOIN company c ON c.id = k.company_id LEFT JOIN key_last_use u ON u.key_id = k.id
WHERE k.deleted_at IS NULL;
