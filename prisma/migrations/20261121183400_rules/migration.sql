-- Rules that the Prisma schema cannot say.

ALTER TABLE "installation" ADD CONSTRAINT "installation_one_row" CHECK ("id" = 1);
ALTER TABLE "setup_link" ADD CONSTRAINT "setup_link_one_row" CHECK ("id" = 1);

-- MFA is on with a secret, and off without one.
ALTER TABLE "person" ADD CONSTRAINT "person_mfa_whole" CHECK (
  ("mfa_enabled_at" IS NULL) = ("totp_secret" IS NULL) AND ("totp_secret" IS NULL) = ("secret_id" IS NULL));
ALTER TABLE "person" ADD CONSTRAINT "person_email_key_lower" CHECK ("email_key" = lower("email_key"));

ALTER TABLE "key_policy" ADD CONSTRAINT "key_policy_lifetime" CHECK (("expiry_rule" = 'NEVER') = ("max_expiration_period" IS NULL));
ALTER TABLE "key_policy" ADD CONSTRAINT "key_policy_limit" CHECK ("keys_per_owner" > 0);

-- owner_id says the same as the one reference that is set.
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_owner" CHECK (CASE "owner_kind"
  WHEN 'USER' THEN "owner_person_id" IS NOT NULL AND "owner_person_id" = "owner_id" AND "owner_service_account_id" IS NULL
  WHEN 'SERVICE_ACCOUNT' THEN "owner_service_account_id" IS NOT NULL AND "owner_service_account_id" = "owner_id" AND "owner_person_id" IS NULL
  WHEN 'COMPANY' THEN "owner_id" = "company_id" AND "owner_person_id" IS NULL AND "owner_service_account_id" IS NULL
END);
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_expiry" CHECK (("expires_at" IS NULL) = ("expiration_date" IS NULL));
-- A name is taken until its key is deleted.
CREATE UNIQUE INDEX "api_key_owner_name" ON "api_key" ("company_id", "owner_id", "name_key") WHERE "deleted_at" IS NULL;

ALTER TABLE "key_credential" ADD CONSTRAINT "key_credential_hash_whole" CHECK (("secret_hash" IS NULL) = ("secret_id" IS NULL));

ALTER TABLE "audit_head" ADD CONSTRAINT "audit_head_seq" CHECK ("seq" >= 0);
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_seq" CHECK ("seq" > 0);

-- The audit is only ever added to.
CREATE FUNCTION "refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_event is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER "audit_event_append_only" BEFORE UPDATE OR DELETE ON "audit_event"
  FOR EACH ROW EXECUTE FUNCTION "refuse_audit_change"();
CREATE TRIGGER "audit_event_no_truncate" BEFORE TRUNCATE ON "audit_event"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();
