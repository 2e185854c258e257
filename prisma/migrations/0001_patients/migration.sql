-- People, organisations, teams, sharing, and who looked. See prisma/schema/patients.prisma.
create schema if not exists patients;

create table patients.organisation (
  id uuid primary key,
  alias text not null unique,
  name text not null,
  ods_code text unique,
  default_team_id uuid
);

create table patients.team (
  id uuid primary key,
  organisation_id uuid not null references patients.organisation (id),
  alias text not null unique,
  name text not null,
  default_labels text[] not null
);
create index team_organisation on patients.team (organisation_id);
alter table patients.organisation
  add constraint organisation_default_team_fkey foreign key (default_team_id) references patients.team (id);

-- Which (assigning authority, type code) of a feed means which identifier system; without an organisation: everywhere.
create table patients.identifier_type (
  id uuid primary key,
  organisation_id uuid references patients.organisation (id),
  authority text not null,
  type_code text not null,
  kind text not null,
  system text not null
);
create unique index identifier_type_code on patients.identifier_type (type_code, authority, organisation_id) nulls not distinct;

create table patients.partner_grant (
  id uuid primary key,
  partner text not null,
  alias text not null,
  organisation_id uuid not null references patients.organisation (id),
  team_id uuid not null references patients.team (id),
  granted_at timestamptz(6) not null,
  revoked_at timestamptz(6)
);
create index partner_grant_alias on patients.partner_grant (alias, partner);

create table patients.patient (
  id uuid primary key,
  version int not null,
  last_updated timestamptz(6) not null,
  -- The sender's clock: an older message never overwrites a newer one.
  entered_at timestamptz(6) not null,
  entered_by text not null,
  title text,
  family_name text,
  given_name text,
  middle_names text,
  date_of_birth date,
  gender text not null,
  deceased boolean not null,
  deceased_at timestamptz(6),
  language text,
  phone text,
  address jsonb,
  primary_care jsonb,
  status text not null,
  registered_at timestamptz(6),
  sharing_disabled boolean not null,
  access_frozen boolean not null
);

-- Every version of the demographics with its origin: nothing is deleted from history.
create table patients.patient_version (
  patient_id uuid not null references patients.patient (id),
  version int not null,
  at timestamptz(6) not null,
  origin text not null,
  content jsonb not null,
  primary key (patient_id, version)
);

-- One value of one system names one record: the constraint, not luck, keeps one person one record.
create table patients.identifier (
  system text not null,
  value text not null,
  patient_id uuid not null references patients.patient (id),
  verification text,
  primary key (system, value)
);
create index identifier_patient on patients.identifier (patient_id);

create table patients.email (
  address text not null primary key,
  patient_id uuid not null references patients.patient (id),
  is_primary boolean not null,
  confirmed boolean not null
);
create index email_patient on patients.email (patient_id);
create unique index email_primary on patients.email (patient_id) where is_primary;

create table patients.team_link (
  patient_id uuid not null references patients.patient (id),
  team_id uuid not null references patients.team (id),
  organisation_id uuid not null references patients.organisation (id),
  since timestamptz(6) not null,
  primary key (patient_id, team_id)
);
create index team_link_organisation on patients.team_link (organisation_id, patient_id);
create index team_link_team on patients.team_link (team_id, patient_id);

-- The grantee is a team (then organisation_id is its organisation) or a person.
create table patients.consent (
  patient_id uuid not null references patients.patient (id),
  grantee_id uuid not null,
  grantee_kind text not null,
  organisation_id uuid references patients.organisation (id),
  labels text[] not null,
  basis text not null,
  since timestamptz(6) not null,
  primary key (patient_id, grantee_id)
);
create index consent_grantee on patients.consent (grantee_id, patient_id);
create index consent_organisation on patients.consent (organisation_id, patient_id);

create table patients.person (
  id uuid primary key,
  email text not null unique,
  name text not null,
  patient_id uuid unique references patients.patient (id)
);

create table patients.membership (
  person_id uuid not null references patients.person (id),
  role text not null,
  organisation_id uuid not null references patients.organisation (id),
  team_id uuid references patients.team (id),
  id uuid primary key
);
create index membership_person on patients.membership (person_id);

create table patients.access_log (
  patient_id uuid not null,
  id uuid not null,
  at timestamptz(6) not null,
  actor text not null,
  organisation_id uuid,
  via text not null,
  reading text[] not null,
  basis text not null,
  primary key (patient_id, id)
);
