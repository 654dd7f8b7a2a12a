-- What only the letter may say, such as the token of a link: sealed until the letter is written, dropped afterwards.
ALTER TABLE "outbox_mail" ADD COLUMN "sealed" BYTEA,
ADD COLUMN "secret_id" TEXT;

ALTER TABLE "outbox_mail" ADD CONSTRAINT "outbox_mail_sealed_whole" CHECK (("sealed" IS NULL) = ("secret_id" IS NULL));
ALTER TABLE "outbox_mail" ADD CONSTRAINT "outbox_mail_sealed_only_while_queued" CHECK ("sealed" IS NULL OR "state" = 'QUEUED');
