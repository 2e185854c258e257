-- Letters and their read receipts. See prisma/schema/mail.prisma.
create schema if not exists mail;

create table mail.letter (
  id              uuid primary key,
  patient_id      uuid not null,
  organisation_id uuid not null,
  team_id         uuid not null,
  external_id     text not null,
  edition         integer not null,
  document_id     text not null,
  title           text not null,
  document_type   text,
  label           text not null,
  sources         uuid[] not null,
  visible_from    timestamptz(6),
  published_at    timestamptz(6) not null,
  entered         timestamptz(6) not null,
  -- Ordered by code point, whatever the database's own order: it decides between two messages of the same instant.
  entered_order   text collate "C" not null,
  origin          uuid not null,
  constraint letter_label check (label in ('GENERAL_HEALTH', 'SEXUAL_HEALTH', 'MENTAL_HEALTH', 'SOCIAL_CARE', 'UNSET'))
);
create unique index letter_external_id on mail.letter (organisation_id, external_id);
create index letter_newest on mail.letter (patient_id, published_at, id);

-- Only ever added to: a receipt of an earlier edition stays when the letter is replaced.
create table mail.receipt (
  letter_id uuid not null references mail.letter (id) on delete restrict on update cascade,
  edition   integer not null,
  read_at   timestamptz(6) not null,
  read_by   uuid not null,
  primary key (letter_id, edition)
);
