-- The index that counts the active keys, with its columns as keys: the schema cannot say INCLUDE.
DROP INDEX "key_listing_ends";
CREATE INDEX "key_listing_ends" ON "key_listing"
  ("company_id", "ends_at", "is_disabled", "is_owner_inactive", "lacks_mfa", "access", "has_ip_policy");
