-- What a client posted under an Idempotency-Key, and what it was answered: sent twice, it is done once. ADR 30
create table clinical.posted (
  caller text not null,
  key    text not null,
  digest text not null,
  answer jsonb not null,
  at     timestamptz(6) not null,
  primary key (caller, key)
);
create index posted_at on clinical.posted (at);
