-- A key signs until the next one does: when it retires follows from that, and is not written down twice.
ALTER TABLE "signing_key" DROP COLUMN "retired_at";
