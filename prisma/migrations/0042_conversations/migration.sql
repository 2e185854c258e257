-- What a patient and a team write to each other. Domain reference §2.9
create table patients.conversation (
  id             uuid primary key,
  patient_id     uuid not null references patients.patient (id) on delete cascade,
  team_id        uuid not null references patients.team (id),
  subject        text not null,
  kind           text not null,
  appointment_id text,
  started_at     timestamptz(6) not null
);
create index conversation_patient on patients.conversation (patient_id, id);
create index conversation_team on patients.conversation (team_id);

create table patients.message (
  id              uuid primary key,
  conversation_id uuid not null references patients.conversation (id) on delete cascade,
  side            text not null,
  person_id       uuid references patients.person (id),
  client          text,
  content         text not null,
  version         integer not null default 1,
  -- In the order in which messages were sent: whoever reads on after one misses none. A draft has none yet.
  number          bigint,
  at              timestamptz(6) not null,
  read_at         timestamptz(6)
);
create unique index message_number on patients.message (number);
create index message_conversation on patients.message (conversation_id, number);
create sequence patients.message_number_seq owned by patients.message.number;

-- What a client posted under an Idempotency-Key. Like clinical.posted: slices share no table. ADR 30
create table patients.posted (
  caller text not null,
  key    text not null,
  digest text not null,
  answer jsonb not null,
  at     timestamptz(6) not null,
  primary key (caller, key)
);
create index posted_at on patients.posted (at);
