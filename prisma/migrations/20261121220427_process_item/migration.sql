-- CreateTable
CREATE TABLE "process_item" (
    "company_id" TEXT NOT NULL,
    "process_id" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "process_item_pkey" PRIMARY KEY ("company_id","process_id","item_id")
);

-- AddForeignKey
ALTER TABLE "process_item" ADD CONSTRAINT "process_item_company_id_process_id_fkey" FOREIGN KEY ("company_id", "process_id") REFERENCES "process"("company_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;
