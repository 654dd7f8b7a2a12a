-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Appearance" AS ENUM ('SYSTEM', 'LIGHT', 'DARK');

-- CreateEnum
CREATE TYPE "AccountTokenKind" AS ENUM ('PASSWORD_RESET', 'INVITATION', 'MFA_ENROLMENT', 'EMAIL_CHANGE');

-- CreateEnum
CREATE TYPE "AccessRequestState" AS ENUM ('WAITING', 'GRANTED', 'REFUSED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "OwnerKind" AS ENUM ('USER', 'SERVICE_ACCOUNT', 'COMPANY');

-- CreateEnum
CREATE TYPE "ExpiryRule" AS ENUM ('END_OF_PREVIOUS_DAY', 'CHOSEN_INSTANT', 'NEVER');

-- CreateEnum
CREATE TYPE "KeyAudience" AS ENUM ('BUSINESS_PROFILE', 'CLIENT');

-- CreateEnum
CREATE TYPE "KeyAccess" AS ENUM ('FULL', 'SELECTED');

-- CreateEnum
CREATE TYPE "AlertSourceKind" AS ENUM ('EMAIL', 'OPERATOR_MESSAGE');

-- CreateEnum
CREATE TYPE "ProcessState" AS ENUM ('SCHEDULED', 'RUNNING', 'COMPLETED', 'ERROR', 'CANCELED');

-- CreateEnum
CREATE TYPE "MailState" AS ENUM ('QUEUED', 'SENT', 'FAILED', 'CANCELED');

-- CreateEnum
CREATE TYPE "AuditReferenceKind" AS ENUM ('PERSON', 'ADDRESS', 'USER_AGENT');

-- CreateTable
CREATE TABLE "installation" (
    "id" INTEGER NOT NULL,
    "is_demo" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setup_link" (
    "id" INTEGER NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "setup_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "company" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "help_desk" TEXT,
    "primary_contact_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "deactivated_at" TIMESTAMPTZ(3),

    CONSTRAINT "company_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" TEXT NOT NULL,
    "company_id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT,
    "appearance" "Appearance" NOT NULL,
    "is_administrator" BOOLEAN NOT NULL,
    "is_installation_operator" BOOLEAN NOT NULL,
    "has_key_management" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "deactivated_at" TIMESTAMPTZ(3),
    "password_hash" TEXT,
    "password_changed_at" TIMESTAMPTZ(3),
    "totp_secret" BYTEA,
    "secret_id" TEXT,
    "totp_last_step" BIGINT,
    "mfa_enabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mfa_enrolment" (
    "person_id" TEXT NOT NULL,
    "company_id" TEXT NOT NULL,
    "session_id" TEXT NOT NULL,
    "totp_secret" BYTEA NOT NULL,
    "secret_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mfa_enrolment_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "recovery_code" (
    "id" TEXT NOT NULL,
    "company_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "secret_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "company_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "password_at" TIMESTAMPTZ(3) NOT NULL,
    "mfa_at" TIMESTAMPTZ(3),
    "address" TEXT,
    "user_agent" TEXT,
    "ended_at" TIMESTAMPTZ(3),
    "ended_because" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pending_sign_in" (
    "id" TEXT NOT NULL,
    "company_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pending_sign_in_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_token" (
    "id" TEXT NOT NULL,
    "company_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "kind" "AccountTokenKind" NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "throttle" (
    "subject" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "blocked_until" TIMESTAMPTZ(3),

    CONSTRAINT "throttle_pkey" PRIMARY KEY ("subject")
);

-- CreateTable
CREATE TABLE "access_request" (
    "id" TEXT NOT NULL,
    "company_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "state" "AccessRequestState" NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "answered_by_id" TEXT,
    "note" TEXT,

    CONSTRAINT "access_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "key_policy" (
    "company_id" TEXT NOT NULL,
    "keys_per_owner" INTEGER,
    "owner_kinds" "OwnerKind"[],
    "expiry_rule" "ExpiryRule" NOT NULL,
    "max_expiration_period" TEXT,
    "not_accessed_period" TEXT,
    "allows_disable" BOOLEAN NOT NULL,
    "allows_regenerate" BOOLEAN NOT NULL,
    "allows_renew" BOOLEAN NOT NULL,
    "allows_rename" BOOLEAN NOT NULL,
    "allows_notification" BOOLEAN NOT NULL,
    "reminder_days" INTEGER[],
    "allows_full_access" BOOLEAN NOT NULL,
    "allows_selected_access" BOOLEAN NOT NULL,
    "allows_ip_policy" BOOLEAN NOT NULL,
    "allows_groups" BOOLEAN NOT NULL,
    "allows_audience" BOOLEAN NOT NULL,
    "rate_limit_per_minute" INTEGER,
    "usage_retention_days" INTEGER NOT NULL,
    "requires_mfa" BOOLEAN NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "key_policy_pkey" PRIMARY KEY ("company_id")
);

-- CreateTable
CREATE TABLE "service_account" (
    "id" TEXT NOT NULL,
    "company_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "user_id_key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "deactivated_at" TIMESTAMPTZ(3),

    CONSTRAINT "service_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tenant" (
    "id" TEXT NOT NULL,
    "company_id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tenant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "virtual_server" (
    "id" TEXT NOT NULL,
    "company_id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "virtual_server_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_account_tenant" (
    "company_id" TEXT NOT NULL,
    "service_account_id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,

    CONSTRAINT "service_account_tenant_pkey" PRIMARY KEY ("service_account_id","tenant_id")
);

-- CreateTable
CREATE TABLE "service_account_virtual_server" (
    "company_id" TEXT NOT NULL,
    "service_account_id" TEXT NOT NULL,
    "virtual_server_id" TEXT NOT NULL,

    CONSTRAINT "service_account_virtual_server_pkey" PRIMARY KEY ("service_account_id","virtual_server_id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" TEXT NOT NULL,
    "company_id" TEXT NOT NULL,
    "owner_kind" "OwnerKind" NOT NULL,
    "owner_id" TEXT NOT NULL,
    "owner_person_id" TEXT,
    "owner_service_account_id" TEXT,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "description" TEXT,
    "audience" "KeyAudience" NOT NULL,
    "access" "KeyAccess" NOT NULL,
    "group_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" TEXT,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "expiration_date" TEXT,
    "not_accessed_period" TEXT,
    "disabled_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),
    "rate_limit_per_minute" INTEGER,
    "version" INTEGER NOT NULL,

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "key_credential" (
    "id" TEXT NOT NULL,
    "company_id" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "access_key" TEXT NOT NULL,
    "secret_hash" BYTEA,
    "secret_id" TEXT,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_until" TIMESTAMPTZ(3),
    "retired_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "key_credential_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "key_last_use" (
    "key_id" TEXT NOT NULL,
    "company_id" TEXT NOT NULL,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL,
    "address" TEXT,
    "user_agent" TEXT,

    CONSTRAINT "key_last_use_pkey" PRIMARY KEY ("key_id")
);

-- CreateTable
CREATE TABLE "key_usage_hour" (
    "company_id" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "code" TEXT NOT NULL,
    "calls" BIGINT NOT NULL,

    CONSTRAINT "key_usage_hour_pkey" PRIMARY KEY ("key_id","hour","code")
);

-- CreateTable
CREATE TABLE "key_group" (
    "id" TEXT NOT NULL,
    "company_id" TEXT NOT NULL,
    "owner_kind" "OwnerKind" NOT NULL,
    "owner_id" TEXT NOT NULL,
    "audience" "KeyAudience" NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "key_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "key_ip_range" (
    "company_id" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "range" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "key_ip_range_pkey" PRIMARY KEY ("key_id","range")
);

-- CreateTable
CREATE TABLE "api" (
    "id" TEXT NOT NULL,
    "company_id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "document" TEXT NOT NULL,
    "imported_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "api_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_operation" (
    "id" TEXT NOT NULL,
    "company_id" TEXT NOT NULL,
    "api_id" TEXT NOT NULL,
    "operation_id" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "path_template" TEXT NOT NULL,
    "tag" TEXT,
    "summary" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_operation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "key_permission" (
    "company_id" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "operation_id" TEXT NOT NULL,

    CONSTRAINT "key_permission_pkey" PRIMARY KEY ("key_id","operation_id")
);

-- CreateTable
CREATE TABLE "alert_source" (
    "id" TEXT NOT NULL,
    "company_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "kind" "AlertSourceKind" NOT NULL,
    "recipients" TEXT[],
    "subject" TEXT,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "alert_source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "key_notification" (
    "key_id" TEXT NOT NULL,
    "company_id" TEXT NOT NULL,
    "notify_at" TIMESTAMPTZ(3) NOT NULL,
    "alert_source_id" TEXT NOT NULL,
    "process_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "key_notification_pkey" PRIMARY KEY ("key_id")
);

-- CreateTable
CREATE TABLE "process" (
    "id" TEXT NOT NULL,
    "company_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" "ProcessState" NOT NULL,
    "scheduled_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" TEXT,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "leased_until" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL,
    "input" JSONB NOT NULL,
    "progress" JSONB,
    "error" TEXT,

    CONSTRAINT "process_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "operator_message" (
    "id" TEXT NOT NULL,
    "company_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "key_id" TEXT,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "operator_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox_mail" (
    "id" TEXT NOT NULL,
    "company_id" TEXT,
    "kind" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "person_id" TEXT,
    "key_id" TEXT,
    "parameters" JSONB NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "state" "MailState" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL,
    "leased_until" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "outbox_mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "chain" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "mac" BYTEA NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("chain")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "chain" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "actor_id" TEXT,
    "person_id" TEXT,
    "key_id" TEXT,
    "service_account_user_id" TEXT,
    "body" TEXT NOT NULL,
    "mac" BYTEA NOT NULL,
    "secret_id" TEXT NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("chain","seq")
);

-- CreateTable
CREATE TABLE "audit_reference" (
    "chain" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" "AuditReferenceKind" NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "audit_reference_pkey" PRIMARY KEY ("chain","id")
);

-- CreateTable
CREATE TABLE "signing_key" (
    "id" TEXT NOT NULL,
    "public_jwk" JSONB NOT NULL,
    "private_key" BYTEA NOT NULL,
    "secret_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "active_from" TIMESTAMPTZ(3) NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "signing_key_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "company_slug_key" ON "company"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "person_email_key_key" ON "person"("email_key");

-- CreateIndex
CREATE INDEX "person_company_id_is_administrator_idx" ON "person"("company_id", "is_administrator");

-- CreateIndex
CREATE INDEX "person_secret_id_idx" ON "person"("secret_id");

-- CreateIndex
CREATE UNIQUE INDEX "person_company_id_id_key" ON "person"("company_id", "id");

-- CreateIndex
CREATE INDEX "mfa_enrolment_secret_id_idx" ON "mfa_enrolment"("secret_id");

-- CreateIndex
CREATE UNIQUE INDEX "mfa_enrolment_company_id_person_id_key" ON "mfa_enrolment"("company_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "recovery_code_code_hash_key" ON "recovery_code"("code_hash");

-- CreateIndex
CREATE INDEX "recovery_code_company_id_person_id_idx" ON "recovery_code"("company_id", "person_id");

-- CreateIndex
CREATE INDEX "recovery_code_secret_id_idx" ON "recovery_code"("secret_id");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_hash_key" ON "session"("token_hash");

-- CreateIndex
CREATE INDEX "session_company_id_person_id_ended_at_idx" ON "session"("company_id", "person_id", "ended_at");

-- CreateIndex
CREATE INDEX "session_expires_at_idx" ON "session"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "pending_sign_in_token_hash_key" ON "pending_sign_in"("token_hash");

-- CreateIndex
CREATE INDEX "pending_sign_in_expires_at_idx" ON "pending_sign_in"("expires_at");

-- CreateIndex
CREATE INDEX "pending_sign_in_company_id_person_id_idx" ON "pending_sign_in"("company_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "account_token_token_hash_key" ON "account_token"("token_hash");

-- CreateIndex
CREATE INDEX "account_token_company_id_person_id_idx" ON "account_token"("company_id", "person_id");

-- CreateIndex
CREATE INDEX "account_token_expires_at_idx" ON "account_token"("expires_at");

-- CreateIndex
CREATE INDEX "throttle_last_at_idx" ON "throttle"("last_at");

-- CreateIndex
CREATE INDEX "access_request_company_id_state_requested_at_idx" ON "access_request"("company_id", "state", "requested_at");

-- CreateIndex
CREATE INDEX "access_request_company_id_person_id_idx" ON "access_request"("company_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "service_account_company_id_id_key" ON "service_account"("company_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "service_account_company_id_user_id_key_key" ON "service_account"("company_id", "user_id_key");

-- CreateIndex
CREATE UNIQUE INDEX "tenant_company_id_id_key" ON "tenant"("company_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "tenant_company_id_slug_key" ON "tenant"("company_id", "slug");

-- CreateIndex
CREATE INDEX "virtual_server_company_id_tenant_id_idx" ON "virtual_server"("company_id", "tenant_id");

-- CreateIndex
CREATE UNIQUE INDEX "virtual_server_company_id_id_key" ON "virtual_server"("company_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "virtual_server_company_id_slug_key" ON "virtual_server"("company_id", "slug");

-- CreateIndex
CREATE INDEX "service_account_tenant_company_id_tenant_id_idx" ON "service_account_tenant"("company_id", "tenant_id");

-- CreateIndex
CREATE INDEX "service_account_virtual_server_company_id_virtual_server_id_idx" ON "service_account_virtual_server"("company_id", "virtual_server_id");

-- CreateIndex
CREATE INDEX "api_key_company_id_owner_id_created_at_idx" ON "api_key"("company_id", "owner_id", "created_at");

-- CreateIndex
CREATE INDEX "api_key_company_id_expires_at_idx" ON "api_key"("company_id", "expires_at");

-- CreateIndex
CREATE INDEX "api_key_company_id_group_id_idx" ON "api_key"("company_id", "group_id");

-- CreateIndex
CREATE INDEX "api_key_expires_at_idx" ON "api_key"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_company_id_id_key" ON "api_key"("company_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "key_credential_access_key_key" ON "key_credential"("access_key");

-- CreateIndex
CREATE INDEX "key_credential_company_id_key_id_idx" ON "key_credential"("company_id", "key_id");

-- CreateIndex
CREATE INDEX "key_credential_secret_id_idx" ON "key_credential"("secret_id");

-- CreateIndex
CREATE UNIQUE INDEX "key_last_use_company_id_key_id_key" ON "key_last_use"("company_id", "key_id");

-- CreateIndex
CREATE INDEX "key_usage_hour_company_id_hour_idx" ON "key_usage_hour"("company_id", "hour");

-- CreateIndex
CREATE INDEX "key_usage_hour_hour_idx" ON "key_usage_hour"("hour");

-- CreateIndex
CREATE UNIQUE INDEX "key_group_company_id_id_key" ON "key_group"("company_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "key_group_company_id_owner_id_audience_name_key_key" ON "key_group"("company_id", "owner_id", "audience", "name_key");

-- CreateIndex
CREATE INDEX "key_ip_range_company_id_key_id_idx" ON "key_ip_range"("company_id", "key_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_company_id_id_key" ON "api"("company_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "api_company_id_slug_key" ON "api"("company_id", "slug");

-- CreateIndex
CREATE INDEX "api_operation_company_id_api_id_idx" ON "api_operation"("company_id", "api_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_operation_company_id_id_key" ON "api_operation"("company_id", "id");

-- CreateIndex
CREATE INDEX "key_permission_company_id_key_id_idx" ON "key_permission"("company_id", "key_id");

-- CreateIndex
CREATE INDEX "key_permission_company_id_operation_id_idx" ON "key_permission"("company_id", "operation_id");

-- CreateIndex
CREATE INDEX "alert_source_company_id_name_key_idx" ON "alert_source"("company_id", "name_key");

-- CreateIndex
CREATE UNIQUE INDEX "alert_source_company_id_id_key" ON "alert_source"("company_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "key_notification_process_id_key" ON "key_notification"("process_id");

-- CreateIndex
CREATE INDEX "key_notification_company_id_alert_source_id_idx" ON "key_notification"("company_id", "alert_source_id");

-- CreateIndex
CREATE UNIQUE INDEX "key_notification_company_id_key_id_key" ON "key_notification"("company_id", "key_id");

-- CreateIndex
CREATE UNIQUE INDEX "key_notification_company_id_process_id_key" ON "key_notification"("company_id", "process_id");

-- CreateIndex
CREATE INDEX "process_state_scheduled_at_idx" ON "process"("state", "scheduled_at");

-- CreateIndex
CREATE INDEX "process_company_id_scheduled_at_idx" ON "process"("company_id", "scheduled_at");

-- CreateIndex
CREATE UNIQUE INDEX "process_company_id_id_key" ON "process"("company_id", "id");

-- CreateIndex
CREATE INDEX "operator_message_company_id_person_id_created_at_idx" ON "operator_message"("company_id", "person_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_mail_dedupe_key_key" ON "outbox_mail"("dedupe_key");

-- CreateIndex
CREATE INDEX "outbox_mail_state_next_attempt_at_idx" ON "outbox_mail"("state", "next_attempt_at");

-- CreateIndex
CREATE INDEX "outbox_mail_company_id_created_at_idx" ON "outbox_mail"("company_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "audit_event_id_key" ON "audit_event"("id");

-- CreateIndex
CREATE INDEX "audit_event_chain_at_idx" ON "audit_event"("chain", "at");

-- CreateIndex
CREATE INDEX "audit_event_chain_kind_seq_idx" ON "audit_event"("chain", "kind", "seq");

-- CreateIndex
CREATE INDEX "audit_event_chain_actor_id_seq_idx" ON "audit_event"("chain", "actor_id", "seq");

-- CreateIndex
CREATE INDEX "audit_event_chain_person_id_seq_idx" ON "audit_event"("chain", "person_id", "seq");

-- CreateIndex
CREATE INDEX "audit_event_chain_key_id_seq_idx" ON "audit_event"("chain", "key_id", "seq");

-- CreateIndex
CREATE INDEX "audit_event_chain_service_account_user_id_seq_idx" ON "audit_event"("chain", "service_account_user_id", "seq");

-- CreateIndex
CREATE INDEX "audit_event_secret_id_idx" ON "audit_event"("secret_id");

-- CreateIndex
CREATE INDEX "signing_key_secret_id_idx" ON "signing_key"("secret_id");

-- AddForeignKey
ALTER TABLE "company" ADD CONSTRAINT "company_id_primary_contact_id_fkey" FOREIGN KEY ("id", "primary_contact_id") REFERENCES "person"("company_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "mfa_enrolment" ADD CONSTRAINT "mfa_enrolment_company_id_person_id_fkey" FOREIGN KEY ("company_id", "person_id") REFERENCES "person"("company_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_company_id_person_id_fkey" FOREIGN KEY ("company_id", "person_id") REFERENCES "person"("company_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_company_id_person_id_fkey" FOREIGN KEY ("company_id", "person_id") REFERENCES "person"("company_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "pending_sign_in" ADD CONSTRAINT "pending_sign_in_company_id_person_id_fkey" FOREIGN KEY ("company_id", "person_id") REFERENCES "person"("company_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "account_token" ADD CONSTRAINT "account_token_company_id_person_id_fkey" FOREIGN KEY ("company_id", "person_id") REFERENCES "person"("company_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "access_request" ADD CONSTRAINT "access_request_company_id_person_id_fkey" FOREIGN KEY ("company_id", "person_id") REFERENCES "person"("company_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "key_policy" ADD CONSTRAINT "key_policy_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "service_account" ADD CONSTRAINT "service_account_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "tenant" ADD CONSTRAINT "tenant_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "virtual_server" ADD CONSTRAINT "virtual_server_company_id_tenant_id_fkey" FOREIGN KEY ("company_id", "tenant_id") REFERENCES "tenant"("company_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "service_account_tenant" ADD CONSTRAINT "service_account_tenant_company_id_service_account_id_fkey" FOREIGN KEY ("company_id", "service_account_id") REFERENCES "service_account"("company_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "service_account_tenant" ADD CONSTRAINT "service_account_tenant_company_id_tenant_id_fkey" FOREIGN KEY ("company_id", "tenant_id") REFERENCES "tenant"("company_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "service_account_virtual_server" ADD CONSTRAINT "service_account_virtual_server_company_id_service_account__fkey" FOREIGN KEY ("company_id", "service_account_id") REFERENCES "service_account"("company_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "service_account_virtual_server" ADD CONSTRAINT "service_account_virtual_server_company_id_virtual_server_i_fkey" FOREIGN KEY ("company_id", "virtual_server_id") REFERENCES "virtual_server"("company_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_company_id_owner_person_id_fkey" FOREIGN KEY ("company_id", "owner_person_id") REFERENCES "person"("company_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_company_id_owner_service_account_id_fkey" FOREIGN KEY ("company_id", "owner_service_account_id") REFERENCES "service_account"("company_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_company_id_group_id_fkey" FOREIGN KEY ("company_id", "group_id") REFERENCES "key_group"("company_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "key_credential" ADD CONSTRAINT "key_credential_company_id_key_id_fkey" FOREIGN KEY ("company_id", "key_id") REFERENCES "api_key"("company_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "key_last_use" ADD CONSTRAINT "key_last_use_company_id_key_id_fkey" FOREIGN KEY ("company_id", "key_id") REFERENCES "api_key"("company_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "key_group" ADD CONSTRAINT "key_group_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "key_ip_range" ADD CONSTRAINT "key_ip_range_company_id_key_id_fkey" FOREIGN KEY ("company_id", "key_id") REFERENCES "api_key"("company_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "api" ADD CONSTRAINT "api_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "api_operation" ADD CONSTRAINT "api_operation_company_id_api_id_fkey" FOREIGN KEY ("company_id", "api_id") REFERENCES "api"("company_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "key_permission" ADD CONSTRAINT "key_permission_company_id_key_id_fkey" FOREIGN KEY ("company_id", "key_id") REFERENCES "api_key"("company_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "key_permission" ADD CONSTRAINT "key_permission_company_id_operation_id_fkey" FOREIGN KEY ("company_id", "operation_id") REFERENCES "api_operation"("company_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "alert_source" ADD CONSTRAINT "alert_source_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "key_notification" ADD CONSTRAINT "key_notification_company_id_key_id_fkey" FOREIGN KEY ("company_id", "key_id") REFERENCES "api_key"("company_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "key_notification" ADD CONSTRAINT "key_notification_company_id_alert_source_id_fkey" FOREIGN KEY ("company_id", "alert_source_id") REFERENCES "alert_source"("company_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "key_notification" ADD CONSTRAINT "key_notification_company_id_process_id_fkey" FOREIGN KEY ("company_id", "process_id") REFERENCES "process"("company_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "process" ADD CONSTRAINT "process_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "operator_message" ADD CONSTRAINT "operator_message_company_id_person_id_fkey" FOREIGN KEY ("company_id", "person_id") REFERENCES "person"("company_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;
