-- Two records that are one person's: docs/adr/0022-merging.md.

-- A merged record stays as it is, and says which one it was merged into; that one lists all that were merged into it, so
-- that whoever reads it needs no other row.
alter table patients.patient add column merged_into uuid references patients.patient (id);
alter table patients.patient add column formerly uuid[] not null default '{}';
create index patient_merged_into on patients.patient (merged_into) where merged_into is not null;

create table patients.merge (
  id              uuid        not null primary key,
  survivor_id     uuid        not null references patients.patient (id),
  merged_id       uuid        not null references patients.patient (id),
  organisation_id uuid        not null references patients.organisation (id),
  actor           text        not null,
  person_id       uuid        references patients.person (id),
  message_id      uuid,
  note            text,
  merged_at       timestamptz not null,
  reversed_at     timestamptz,
  reversed_by     uuid        references patients.person (id),
  -- What the merge took away and what it added, exactly: a reversal puts it back.
  before          jsonb       not null,
  check (survivor_id <> merged_id)
);
-- A record is merged once at a time.
create unique index merge_merged on patients.merge (merged_id) where reversed_at is null;
create index merge_survivor on patients.merge (survivor_id, id);
create index merge_organisation on patients.merge (organisation_id, id);
