-- Feed credentials, and what came in through them. See prisma/schema/exchange.prisma.
create schema if not exists exchange;

create table exchange.credential (
  id              text primary key,
  secret_hash     text not null,
  organisation_id uuid,
  partner         text,
  allowed         inet[] not null default '{}',
  created_at      timestamptz(6) not null default now(),
  disabled_at     timestamptz(6),
  -- A colon would end the user name early in HTTP Basic. RFC 7617 §2
  constraint credential_id_form check (id ~ '^[A-Za-z0-9._-]{1,128}$'),
  -- Whose data a credential may touch hangs on these two: a row that could mean two things must not exist.
  constraint credential_holder check ((organisation_id is null) <> (partner is null))
);

create type exchange.message_state as enum ('RECEIVED', 'ACCEPTED', 'HELD', 'REJECTED', 'FAILED');

create table exchange.message (
  id              uuid primary key,
  owner           text not null,
  sender          text not null,
  organisation_id uuid,
  partner         text,
  control_id      text,
  attempt         integer not null,
  type            text,
  raw             bytea not null,
  digest          bytea not null,
  received_at     timestamptz(6) not null,
  state           exchange.message_state not null default 'RECEIVED',
  reason          text,
  acknowledgement text,
  patient_id      uuid,
  closed_at       timestamptz(6),
  constraint message_closed check ((state = 'RECEIVED') = (acknowledgement is null)),
  constraint message_digest check (octet_length(digest) = 32)
);

-- One message for each control id of a sender, and one for each later attempt: this is what makes a message that comes
-- twice at the same moment one message. It also finds a control id for its owner, whichever of its feeds sent it.
create unique index message_attempt on exchange.message (owner, control_id, sender, attempt);
create index message_newest on exchange.message (owner, id);
-- An update that changes `state` is thereby never heap-only. Measured, it costs nothing beside the commit (ADR 0006).
create index message_state_newest on exchange.message (owner, state, id);
