-- The operator asks the first administrator of an organisation in, and is no person. A record is opened by its patient alone.
alter table patients.invitation
  alter column invited_by drop not null,
  add constraint invitation_asked check (patient_id is null or invited_by is not null);

-- What was done about clients and tethers. Like patients.act: slices share no table.
create table identity.act (
  id              uuid primary key,
  at              timestamptz(6) not null,
  actor           text not null,
  person_id       uuid,
  organisation_id uuid,
  team_id         uuid,
  client_id       text not null references identity.client (id) on delete cascade,
  kind            text not null,
  details         jsonb not null
);
create index act_organisation on identity.act (organisation_id, id) where organisation_id is not null;
create index act_client on identity.act (client_id);
