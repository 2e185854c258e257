-- What customers have asked to be given whole out of their stores. See docs/adr/0025-bulk.md.

create table clinical.customer_export (
  id         uuid primary key,
  feed       text not null references clinical.customer_feed (name),
  -- The URL that asked for it.
  request    text not null,
  -- Everything written before this instant, as it was then.
  at         timestamptz(3) not null,
  since      timestamptz(3),
  -- Of each type's compartment: all patients', or those of `patients`; null: whatever there is.
  of_patients boolean not null,
  -- Their ids; null: all patients.
  patients   jsonb,
  types      text[] not null,
  -- Null until every write that began before `at` has ended.
  files      jsonb,
  expires_at timestamptz(3) not null
);
create index customer_export_expires on clinical.customer_export (expires_at);
