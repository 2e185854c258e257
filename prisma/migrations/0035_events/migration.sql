-- What happened, for those outside who want to hear of it. See docs/adr/0032-events.md.
create schema events;

-- Every slice adds to this one table, through subgraphs/kit/announce.ts and in its own transaction, and reads nothing of it.
create table events.outbox (
  seq             bigint generated always as identity primary key,
  id              uuid not null default gen_random_uuid(),
  kind            text not null,
  at              timestamptz(3) not null default now(),
  organisation_id uuid,
  patient_id      uuid,
  label           text,
  sources         uuid[],
  about           jsonb not null
);
