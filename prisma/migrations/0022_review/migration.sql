-- What a message is checked against before it may write, and the messages that wait for an administrator meanwhile.
-- Domain reference §4.2
create table patients.matching (
  organisation_id   uuid primary key references patients.organisation (id),
  checks_nhs_status boolean not null,
  soft_match        text[] not null,
  auto_creates      boolean not null,
  set_at            timestamptz(6) not null,
  set_by            uuid not null
);

create table patients.held_message (
  -- The message's own: its text is kept in the schema `exchange`.
  id              uuid primary key,
  organisation_id uuid not null references patients.organisation (id),
  partner         text,
  sender          jsonb not null,
  sender_name     text not null,
  type            text,
  control_id      text not null,
  sent_at         timestamptz(6) not null,
  held_at         timestamptz(6) not null,
  patient_id      uuid,
  candidates      uuid[] not null,
  reasons         text[] not null,
  items           text[] not null,
  said            jsonb not null,
  state           text not null,
  decided_at      timestamptz(6),
  decided_by      uuid,
  follows         uuid,
  note            text,
  into_patient_id uuid,
  taken_until     timestamptz(6),
  attempts        integer not null default 0,
  settled_at      timestamptz(6),
  problem         text,
  constraint held_message_state check (state in ('HELD', 'APPROVED', 'REJECTED')),
  constraint held_message_decided check ((state = 'HELD') = (decided_at is null)),
  constraint held_message_settled check (settled_at is null or state <> 'HELD')
);
create index held_message_newest on patients.held_message (organisation_id, state, id);
create index held_message_patient on patients.held_message (organisation_id, patient_id);
create index held_message_decided on patients.held_message (organisation_id, sent_at) where state <> 'HELD' and settled_at is null;

-- RELEASED: held, approved, and done by now. DECLINED: held, and rejected by an administrator.
alter type exchange.message_state add value 'RELEASED';
alter type exchange.message_state add value 'DECLINED';
