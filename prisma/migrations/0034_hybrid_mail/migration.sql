-- Hybrid mail, and tokens with which patients register. See prisma/schema/mail.prisma and patients.prisma, ADR 31.

-- A carer has opened this edition of the letter; whether that counts is the organisation's choice.
create table mail.carer_receipt (
  letter_id uuid not null references mail.letter (id) on delete restrict on update cascade,
  edition   integer not null,
  read_at   timestamptz(6) not null,
  read_by   uuid not null,
  primary key (letter_id, edition)
);

create table mail.option (
  organisation_id uuid primary key,
  hours           integer not null,
  carers_count    boolean not null,
  -- Whether letters from the organisation's own feed run through hybrid mail; those of partners always do.
  own_letters     boolean not null,
  -- Who prints; absent: whoever handed the letter in.
  printer         text,
  set_at          timestamptz(6) not null,
  set_by          uuid not null,
  constraint option_hours check (hours between 0 and 2160)
);

create table mail.type_rule (
  organisation_id uuid not null,
  document_type   text not null,
  hours           integer,
  excluded        boolean not null,
  primary key (organisation_id, document_type),
  constraint type_rule_hours check (hours between 0 and 2160)
);

create table mail.act (
  id              uuid primary key,
  at              timestamptz(6) not null,
  actor           text not null,
  person_id       uuid,
  organisation_id uuid not null,
  kind            text not null,
  details         jsonb not null
);
create index act_organisation on mail.act (organisation_id, id);

-- One edition of a letter on its way: read on a screen, or printed. The row is the print job as well.
create table mail.dispatch (
  id                 uuid primary key,
  organisation_id    uuid not null,
  partner            text,
  -- Absent while the message that brought it waits for an administrator.
  letter_id          uuid references mail.letter (id) on delete restrict on update cascade,
  edition            integer,
  message            uuid not null,
  external_id        text not null,
  title              text not null,
  document_type      text,
  state              text not null,
  reason             text,
  received_at        timestamptz(6) not null,
  due_at             timestamptz(6),
  notified_at        timestamptz(6),
  print_requested_at timestamptz(6),
  ended_at           timestamptz(6),
  note               text,
  constraint dispatch_state check (state in ('EXCLUDED', 'PUBLISHED', 'NOTIFIED', 'READ', 'PRINT_REQUESTED', 'POSTED', 'FAILED'))
);
create unique index dispatch_edition on mail.dispatch (letter_id, edition);
create unique index dispatch_message on mail.dispatch (organisation_id, message);
create index dispatch_due on mail.dispatch (due_at) where state in ('PUBLISHED', 'NOTIFIED');
create index dispatch_printing on mail.dispatch (organisation_id, id) where state = 'PRINT_REQUESTED';
create index dispatch_received on mail.dispatch (organisation_id, received_at);

-- On a letter of paper: with it and their date of birth patients make their record their own.
create table patients.registration_token (
  id              uuid primary key,
  patient_id      uuid not null references patients.patient (id) on delete restrict on update cascade,
  organisation_id uuid not null references patients.organisation (id) on delete restrict on update cascade,
  team_id         uuid not null references patients.team (id) on delete restrict on update cascade,
  code            text not null,
  token_hash      text not null,
  made_by         text not null,
  made_at         timestamptz(6) not null,
  expires_at      timestamptz(6) not null,
  -- Wrong dates of birth; the third locks it.
  misses          integer not null default 0,
  used_at         timestamptz(6),
  used_by         uuid
);
create unique index registration_token_code on patients.registration_token (code);
create index registration_token_patient on patients.registration_token (patient_id, id);
