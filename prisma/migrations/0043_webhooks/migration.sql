-- What was announced, in one order, and who is told of it. See docs/adr/0032-events.md.

-- Numbered by one process at a time: what has a higher number was committed later.
create table events.event (
  seq             bigint generated always as identity primary key,
  id              uuid not null,
  kind            text not null,
  at              timestamptz(3) not null,
  organisation_id uuid not null,
  patient_id      uuid,
  label           text,
  sources         uuid[],
  about           jsonb not null
);
create unique index event_id on events.event (id);
create index event_organisation on events.event (organisation_id, seq);
create index event_at on events.event (at);

-- Events up to `sent` are done with; the last one of its kinds is `head`. Likewise for what is sent again.
create table events.endpoint (
  id              uuid primary key,
  organisation_id uuid not null,
  partner         text,
  principal       jsonb not null,
  url             text not null,
  kinds           text[] not null,
  secret          text not null,
  previous_secret text,
  previous_until  timestamptz(3),
  created_at      timestamptz(3) not null,
  rotated_at      timestamptz(3),
  ended_at        timestamptz(3),
  sent            bigint not null,
  head            bigint not null default 0,
  replayed        bigint not null default 0,
  replay_head     bigint not null default 0,
  due_at          timestamptz(3) not null default '-infinity',
  holder          uuid,
  until           timestamptz(3) not null default '-infinity',
  attempts        integer not null default 0,
  failing_since   timestamptz(3),
  delivered_at    timestamptz(3),
  last_status     integer,
  last_problem    text
);
create index endpoint_organisation on events.endpoint (organisation_id, id);
create index endpoint_waiting on events.endpoint (due_at) where ended_at is null and (sent < head or replayed < replay_head);

create table events.replay (
  endpoint_id uuid not null references events.endpoint (id) on delete cascade on update cascade,
  n           bigint generated always as identity,
  seq         bigint not null,
  asked_at    timestamptz(3) not null,
  primary key (endpoint_id, n)
);

-- What was given up.
create table events.dead_letter (
  endpoint_id uuid not null references events.endpoint (id) on delete cascade on update cascade,
  seq         bigint not null,
  at          timestamptz(3) not null,
  status      integer,
  problem     text not null,
  primary key (endpoint_id, seq)
);

create table events.endpoint_act (
  id          uuid primary key,
  endpoint_id uuid not null references events.endpoint (id) on delete restrict on update cascade,
  at          timestamptz(3) not null,
  actor       text not null,
  person_id   uuid,
  kind        text not null,
  details     jsonb not null,
  constraint endpoint_act_kind check (kind in ('REGISTERED', 'ROTATED', 'ENDED', 'REPLAYED'))
);
create index endpoint_act_endpoint on events.endpoint_act (endpoint_id, at, id);
