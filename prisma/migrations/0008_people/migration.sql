-- How people sign in. A person is patients.person.id; who that is, and what they may do, only that slice knows.

create table identity.account (
  person              uuid primary key,
  email               text not null unique,
  -- argon2id in its own notation, salt and cost included.
  password_hash       text not null,
  created_at          timestamptz(6) not null,
  password_changed_at timestamptz(6) not null,
  disabled_at         timestamptz(6),
  -- Anna@… and anna@… are one inbox to everybody but RFC 5321.
  constraint account_email_form check (email = lower(email))
);

create table identity.session (
  -- The cookie's value itself is nowhere: the table alone signs nobody in.
  fingerprint  text primary key,
  -- By which it can be listed and ended without being presented.
  id           uuid not null unique,
  person       uuid not null,
  via          text not null,
  level        text,
  id_token     text,
  started_at   timestamptz(6) not null,
  last_seen_at timestamptz(6) not null,
  expires_at   timestamptz(6) not null,
  ended_at     timestamptz(6),
  constraint session_via check (via in ('PASSWORD', 'NHS_LOGIN')),
  -- How sure NHS login is of who it is; with NHS login only.
  constraint session_level check ((via = 'NHS_LOGIN') = (level is not null))
);
create index session_person on identity.session (person, started_at);
create index session_expires on identity.session (expires_at);

-- Failed sign-ins, counted in lanes: an account from an address, an address, an account from strangers, a device.
create table identity.sign_in_lane (
  lane          text primary key,
  failures      int not null,
  last_at       timestamptz(6) not null,
  blocked_until timestamptz(6)
);
create index sign_in_lane_last on identity.sign_in_lane (last_at);

-- Where an account has been signed in to before: a device (by the fingerprint of its cookie) or an address.
create table identity.familiar_place (
  person  uuid not null references identity.account (person) on delete cascade,
  place   text not null,
  seen_at timestamptz(6) not null,
  primary key (person, place)
);
create index familiar_place_seen on identity.familiar_place (seen_at);

-- Who somebody at NHS login is with us.
create table identity.nhs_login (
  issuer       text not null,
  subject      text not null,
  -- Set once a proven identity (P9) has met a record; never changed to another.
  person       uuid,
  -- As whom they are signed in until then: nobody else's id, and no record's.
  guest        uuid not null unique,
  level        text not null,
  first_at     timestamptz(6) not null,
  last_at      timestamptz(6) not null,
  linked_at    timestamptz(6),
  primary key (issuer, subject),
  constraint nhs_login_linked check ((person is null) = (linked_at is null))
);
create index nhs_login_person on identity.nhs_login (person);
