-- Who let an app act for them, and which partner a coordinator has tied to a team: asked with every call, not written into tokens.

-- RFC 7523: a client that proves itself with a key of its own has no secret.
alter table identity.client add column jwks jsonb;

-- A person lets an app act for them. The id is also the grant's in identity.artifact, so that its tokens are found by it.
create table identity.app_grant (
  id         text primary key,
  person_id  uuid not null,
  client_id  text not null references identity.client (id) on delete cascade on update cascade,
  scopes     text[] not null,
  granted_at timestamptz(6) not null,
  ends_at    timestamptz(6) not null,
  revoked_at timestamptz(6)
);
create index app_grant_person on identity.app_grant (person_id, client_id) where revoked_at is null;

-- A coordinator ties a partner's client to one team. The id is also the grant's in identity.artifact.
create table identity.tether (
  id                text primary key,
  client_id         text not null references identity.client (id) on delete cascade on update cascade,
  organisation_id   uuid not null,
  team_id           uuid not null,
  label             text not null,
  made_by           uuid not null,
  made_at           timestamptz(6) not null,
  last_used_at      timestamptz(6),
  -- The fingerprint of the refresh token used last. It alone may come again: its answer may have been lost.
  last_used_token   text,
  revoked_at        timestamptz(6),
  -- Null where nobody did: a refresh token came again that had been replaced.
  revoked_by        uuid
);
create index tether_team on identity.tether (team_id, id);
