-- What was told of each encounter, message by message: what stands follows from all of it, whatever order it came in.
-- See prisma/schema/clinical.prisma and subgraphs/clinical/encounter-events.rules.ts.
create table clinical.encounter_message (
  encounter  text not null,
  sent_at    timestamptz(6) not null,
  control_id text not null,
  arrived    bigint generated always as identity,
  origin     text not null,
  -- json and not jsonb: it is only ever read whole.
  content    json not null,
  primary key (encounter, sent_at, control_id)
);
