-- Rules of access requests that the Prisma schema cannot say.

-- A person asks once at a time.
CREATE UNIQUE INDEX "access_request_one_waiting" ON "access_request" ("company_id", "person_id") WHERE "state" = 'WAITING';

-- An answer has somebody who gave it and a time; a withdrawal has a time alone; what waits has neither.
ALTER TABLE "access_request" ADD CONSTRAINT "access_request_answer_whole" CHECK (CASE "state"
  WHEN 'WAITING' THEN "answered_at" IS NULL AND "answered_by_id" IS NULL AND "note" IS NULL
  WHEN 'WITHDRAWN' THEN "answered_at" IS NOT NULL AND "answered_by_id" IS NULL AND "note" IS NULL
  ELSE "answered_at" IS NOT NULL AND "answered_by_id" IS NOT NULL
END);
-- Nobody answers their own.
ALTER TABLE "access_request" ADD CONSTRAINT "access_request_not_own" CHECK ("answered_by_id" <> "person_id");
