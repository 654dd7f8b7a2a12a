-- Search by any part of a word.
CREATE EXTENSION IF NOT EXISTS "pg_trgm";

-- DropIndex
DROP INDEX "api_key_company_id_group_id_idx";

-- DropIndex
DROP INDEX "virtual_server_company_id_tenant_id_idx";

-- AlterTable
ALTER TABLE "service_account" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "tenant" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "virtual_server" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- CreateIndex
CREATE INDEX "api_key_company_id_owner_kind_audience_created_at_id_idx" ON "api_key"("company_id", "owner_kind", "audience", "created_at", "id");

-- CreateIndex
CREATE INDEX "api_key_company_id_group_id_created_at_id_idx" ON "api_key"("company_id", "group_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "service_account_search" ON "service_account" USING GIN ("user_id_key" gin_trgm_ops, "name" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "tenant_search" ON "tenant" USING GIN ("slug" gin_trgm_ops, "name" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "virtual_server_company_id_tenant_id_slug_idx" ON "virtual_server"("company_id", "tenant_id", "slug");

-- CreateIndex
CREATE INDEX "virtual_server_search" ON "virtual_server" USING GIN ("slug" gin_trgm_ops, "name" gin_trgm_ops);
