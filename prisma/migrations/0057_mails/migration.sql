-- E-mails to one address, which are about no record's contents: invitations, and glass that was broken. See docs/adr/0032-events.md.
create table events.mail (
  id       uuid primary key,
  kind     text not null,
  -- A digest: how much goes to one address is counted by it.
  address  text not null,
  -- The address, and what it is told: hidden, and gone when it is sent.
  hidden   text,
  at       timestamptz(3) not null,
  due_at   timestamptz(3) not null,
  sent_at  timestamptz(3),
  holder   uuid,
  until    timestamptz(3) not null default '-infinity',
  attempts integer not null default 0
);
create index mail_due on events.mail (due_at) where hidden is not null;
create index mail_address on events.mail (address, at);
create index mail_at on events.mail (at);

-- Whose address was refused: the patient is shown it.
alter table events.refused_address add column patient_id uuid;
create index refused_address_patient on events.refused_address (patient_id, at);

-- An event that a webhook answers with an error again and again, while others wait behind it.
alter table events.endpoint add column set_aside_after integer, add column failed_place text, add column failed_times integer not null default 0;
