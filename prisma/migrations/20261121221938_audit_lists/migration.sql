-- Parts of names are found by their trigrams.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateTable
CREATE TABLE "audit_check" (
    "chain" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "mac" BYTEA NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "whole_at" TIMESTAMPTZ(3) NOT NULL,
    "broken_at" BIGINT,
    "reason" TEXT,
    "seal" BYTEA NOT NULL,

    CONSTRAINT "audit_check_pkey" PRIMARY KEY ("chain")
);

-- CreateIndex
CREATE INDEX IF NOT EXISTS "api_key_name_key_idx" ON "api_key" USING GIN ("name_key" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "audit_event_chain_actor_id_kind_seq_idx" ON "audit_event"("chain", "actor_id", "kind", "seq");

-- CreateIndex
CREATE INDEX "audit_event_chain_person_id_kind_seq_idx" ON "audit_event"("chain", "person_id", "kind", "seq");

-- CreateIndex
CREATE INDEX "audit_reference_value_idx" ON "audit_reference" USING GIN ("value" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "company_name_id_idx" ON "company"("name", "id");

-- The audit is looked up by ids that the planner does not know when it plans. By its own count of a company with ten people it
-- would think each of them had a tenth of all events, and walk the whole chain backwards to find the few of somebody who did
-- little. Told that they are many, it goes by the index of the id.
ALTER TABLE "audit_event" ALTER COLUMN "actor_id" SET (n_distinct = -0.05);
ALTER TABLE "audit_event" ALTER COLUMN "person_id" SET (n_distinct = -0.05);
ALTER TABLE "audit_event" ALTER COLUMN "service_account_user_id" SET (n_distinct = -0.05);
ALTER TABLE "audit_event" ALTER COLUMN "key_id" SET (n_distinct = -0.05);
ALTER TABLE "audit_event" ALTER COLUMN "kind" SET (n_distinct = -0.05);

ALTER TABLE "audit_check" ADD CONSTRAINT "audit_check_whole" CHECK (("broken_at" IS NULL) = ("reason" IS NULL));
