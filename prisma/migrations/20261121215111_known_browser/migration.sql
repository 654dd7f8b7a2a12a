-- CreateTable
CREATE TABLE "known_browser" (
    "id" TEXT NOT NULL,
    "company_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "is_proved" BOOLEAN NOT NULL,
    "renewed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "known_browser_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "known_browser_token_hash_idx" ON "known_browser"("token_hash");

-- CreateIndex
CREATE INDEX "known_browser_renewed_at_idx" ON "known_browser"("renewed_at");

-- CreateIndex
CREATE UNIQUE INDEX "known_browser_company_id_person_id_token_hash_key" ON "known_browser"("company_id", "person_id", "token_hash");

-- AddForeignKey
ALTER TABLE "known_browser" ADD CONSTRAINT "known_browser_company_id_person_id_fkey" FOREIGN KEY ("company_id", "person_id") REFERENCES "person"("company_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;
