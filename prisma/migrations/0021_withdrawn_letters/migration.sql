-- A letter whose document its sender has taken back (MDM T11): hidden, and kept. A newer document brings it back.
ALTER TABLE "mail"."letter" ADD COLUMN "withdrawn" BOOLEAN NOT NULL DEFAULT false;
