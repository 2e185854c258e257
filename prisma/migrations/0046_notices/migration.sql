-- What a patient is still to be told of by e-mail, one row for each kind. See docs/adr/0032-events.md.
create table events.notice (
  patient_id uuid not null,
  kind       text not null,
  waiting    integer not null,
  taken      integer not null default 0,
  due_at     timestamptz(3) not null,
  sent_at    timestamptz(3),
  holder     uuid,
  until      timestamptz(3) not null default '-infinity',
  attempts   integer not null default 0,
  primary key (patient_id, kind)
);
create index notice_due on events.notice (due_at) where waiting > 0;

-- Who does not want e-mails, and addresses that their own server refused for good.
create table events.unsubscribed (
  patient_id uuid primary key,
  at         timestamptz(3) not null
);
create table events.refused_address (
  address text primary key,
  at      timestamptz(3) not null,
  problem text not null
);
