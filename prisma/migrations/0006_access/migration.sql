-- Who may act for whom, beyond what patients share: partners, roles, broken glass, invitations, and what was done about them.

-- A partner is registered before anybody can grant it anything.
create table patients.partner (
  id text primary key,
  name text not null,
  registered_at timestamptz(6) not null,
  ended_at timestamptz(6)
);
insert into patients.partner (id, name, registered_at)
  select distinct partner, partner, now() from patients.partner_grant;

-- An organisation lets a partner act for all of its teams, a team only for itself. Only an HL7 partner needs an alias.
alter table patients.partner_grant
  alter column alias drop not null,
  add column by_team boolean not null default false,
  add column granted_by uuid,
  add column revoked_by uuid,
  add constraint partner_grant_partner_fkey foreign key (partner) references patients.partner (id);
create unique index partner_grant_alias_current on patients.partner_grant (alias) where revoked_at is null;
create index partner_grant_organisation on patients.partner_grant (organisation_id, partner);

-- A role ends; that it was held stays known.
alter table patients.membership
  add column since timestamptz(6) not null default now(),
  add column ended_at timestamptz(6);
create unique index membership_current on patients.membership (person_id, role, organisation_id, team_id) nulls not distinct where ended_at is null;
create index membership_team on patients.membership (team_id) where ended_at is null;
create index membership_organisation on patients.membership (organisation_id) where ended_at is null;

-- Carers of children leave at 13, 16 and 18, unless the clinical team keeps them past one of these.
alter table patients.consent
  add column given_by uuid,
  add column kept_past_age int;

create table patients.break_glass (
  id uuid primary key,
  patient_id uuid not null references patients.patient (id),
  person_id uuid not null references patients.person (id),
  organisation_id uuid not null references patients.organisation (id),
  team_id uuid not null references patients.team (id),
  reason text not null,
  started_at timestamptz(6) not null,
  ends_at timestamptz(6) not null
);
create index break_glass_person on patients.break_glass (person_id, patient_id, ends_at);
create index break_glass_organisation on patients.break_glass (organisation_id, id);
create index break_glass_patient on patients.break_glass (patient_id, id);

-- Somebody is asked to take a role: in a team, in an organisation, or for one patient. The token itself is not kept.
create table patients.invitation (
  id uuid primary key,
  role text not null,
  email text not null,
  token_hash text not null unique,
  organisation_id uuid references patients.organisation (id),
  team_id uuid references patients.team (id),
  patient_id uuid references patients.patient (id),
  labels text[] not null default '{}',
  invited_by uuid not null,
  invited_at timestamptz(6) not null,
  expires_at timestamptz(6) not null,
  accepted_at timestamptz(6),
  accepted_by uuid,
  withdrawn_at timestamptz(6)
);
create index invitation_team on patients.invitation (team_id, id);
create index invitation_organisation on patients.invitation (organisation_id, id);
create index invitation_patient on patients.invitation (patient_id, id);

-- What somebody did about sharing, roles and grants: for the patient's log, the privacy officer and the auditor.
create table patients.act (
  id uuid primary key,
  at timestamptz(6) not null,
  actor text not null,
  person_id uuid,
  organisation_id uuid,
  team_id uuid,
  patient_id uuid,
  kind text not null,
  details jsonb not null
);
create index act_patient on patients.act (patient_id, id) where patient_id is not null;
create index act_organisation on patients.act (organisation_id, id) where organisation_id is not null;

-- Who looked, for whom, through which client; and who was refused.
alter table patients.access_log
  add column person_id uuid,
  add column team_id uuid,
  add column client text,
  add column allowed boolean not null default true;
