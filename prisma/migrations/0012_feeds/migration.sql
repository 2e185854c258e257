-- Feed credentials kept by administrators, and what they did about them. See prisma/schema/exchange.prisma.

-- After a rotation both secrets are good for a while, so that a feed can be changed over without a gap.
alter table exchange.credential
  add column generation      integer not null default 1,
  add column previous_hash   text,
  add column previous_until  timestamptz(6),
  add column rotated_at      timestamptz(6),
  add constraint credential_previous check ((previous_hash is null) = (previous_until is null));
create index credential_organisation on exchange.credential (organisation_id, id) where organisation_id is not null;
create index credential_partner on exchange.credential (partner, id) where partner is not null;

-- Like patients.act: slices share no table.
create table exchange.act (
  id              uuid primary key,
  at              timestamptz(6) not null,
  actor           text not null,
  person_id       uuid,
  organisation_id uuid,
  credential_id   text not null references exchange.credential (id),
  kind            text not null,
  details         jsonb not null
);
create index act_credential on exchange.act (credential_id, id);
create index act_organisation on exchange.act (organisation_id, id) where organisation_id is not null;
