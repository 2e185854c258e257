-- Two records that both have a user become one by an administrator's word and that of the two: docs/adr/0022-merging.md.
create table patients.merge_proposal (
  id                 uuid        not null primary key,
  organisation_id    uuid        not null references patients.organisation (id),
  survivor_id        uuid        not null references patients.patient (id),
  merged_id          uuid        not null references patients.patient (id),
  proposed_by        uuid        not null references patients.person (id),
  note               text        not null,
  proposed_at        timestamptz not null,
  expires_at         timestamptz not null,
  survivor_agreed_at timestamptz,
  merged_agreed_at   timestamptz,
  declined_at        timestamptz,
  merge_id           uuid        references patients.merge (id),
  check (survivor_id <> merged_id),
  check (merge_id is null or (declined_at is null and survivor_agreed_at is not null and merged_agreed_at is not null))
);
create index merge_proposal_survivor on patients.merge_proposal (survivor_id, id);
create index merge_proposal_merged on patients.merge_proposal (merged_id, id);
create index merge_proposal_organisation on patients.merge_proposal (organisation_id, id);
