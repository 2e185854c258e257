create schema if not exists identity;

create type identity.client_kind as enum ('CUSTOMER_SYSTEM', 'SYSTEM', 'TETHERED', 'USER', 'INTERNAL');

create table identity.client (
  id            text primary key,
  kind          identity.client_kind not null,
  name          text not null,
  organisation  uuid,
  partner       text,
  secret_hash   text,
  redirect_uris text[] not null default '{}',
  scopes        text[] not null default '{}',
  created_at    timestamptz(6) not null default now(),
  disabled_at   timestamptz(6),
  -- RFC 6749 appendix A.1: a client id is visible ASCII. A colon would end it early in HTTP Basic (RFC 7617 §2).
  constraint client_id_form check (id ~ '^[A-Za-z0-9._-]{1,128}$'),
  -- Whose data a client may reach hangs on these two: a row that could mean two things must not exist.
  constraint client_organisation check ((kind = 'CUSTOMER_SYSTEM') = (organisation is not null)),
  constraint client_partner check ((kind in ('SYSTEM', 'TETHERED')) = (partner is not null))
);

create table identity.artifact (
  model       text not null,
  id          text not null,
  client_id   text references identity.client (id) on delete cascade on update cascade,
  grant_id    text,
  uid         text,
  -- json, not jsonb: it comes back as it went in, and jsonb refuses a NUL that a caller may have sent in a parameter.
  payload     json not null,
  expires_at  timestamptz(6),
  consumed_at timestamptz(6),
  primary key (model, id)
);
create index artifact_client_id_idx on identity.artifact (client_id);
create index artifact_grant_id_idx on identity.artifact (grant_id);
create index artifact_uid_idx on identity.artifact (uid);
create index artifact_expires_at_idx on identity.artifact (expires_at);

create table identity.signing_key (
  ring_key   text primary key,
  sealed     text not null,
  created_at timestamptz(6) not null default now()
);

-- Our own processes. They have no stored secret: each derives it from the key ring that all processes share.
insert into identity.client (id, kind, name) values
  ('gateway', 'INTERNAL', 'Gateway'),
  ('web', 'INTERNAL', 'Web interface');
