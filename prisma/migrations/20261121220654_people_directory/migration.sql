-- People are found by three letters anywhere in their name or address, and listed in the order of their names.

CREATE EXTENSION IF NOT EXISTS "pg_trgm";

-- CreateIndex
CREATE INDEX "person_name_idx" ON "person" USING GIN ("name" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "person_email_key_idx" ON "person" USING GIN ("email_key" gin_trgm_ops);

-- An index on an expression is nothing that the Prisma schema can say.
CREATE INDEX "person_directory" ON "person" ("company_id", lower("name"), "id");

-- When somebody was last seen, and how far an invitation is.
CREATE INDEX "session_company_id_person_id_last_seen_at_idx" ON "session" ("company_id", "person_id", "last_seen_at" DESC);
CREATE INDEX "account_token_invitation" ON "account_token" ("company_id", "person_id") WHERE "kind" = 'INVITATION' AND "used_at" IS NULL;
