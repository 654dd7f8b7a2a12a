-- What ends within 30 days, by its date or unused, is counted in these indexes alone.
DROP INDEX "key_listing_expires";
CREATE INDEX "key_listing_expires" ON "key_listing" ("company_id", "expires_at", "key_id", "ends_at");
DROP INDEX "key_listing_company_id_inactive_from_idx";
CREATE INDEX "key_listing_inactive" ON "key_listing" ("company_id", "inactive_from", "expires_at");
