-- What becomes of the customers' own resources in the patients' record. See docs/adr/0027-aggregation.md.

-- All that is about one patient has one turn, so that one process at a time works on it, in its order.
alter table clinical.outbox add column turn smallint not null default 0;
alter table appointments.outbox add column turn smallint not null default 0;
create index outbox_turn on clinical.outbox (turn, seq);
create index outbox_rid on clinical.outbox (rid);

create table clinical.aggregation_turn (
  turn   smallint primary key,
  holder uuid,
  until  timestamptz(6) not null default '-infinity'
);
insert into clinical.aggregation_turn (turn) select * from generate_series(0, 15);

-- One row for each resource of a customer's store that is there: where it went, or why it went nowhere.
create table clinical.aggregation (
  rid      bigint primary key,
  store    smallint not null,
  version  integer not null,
  state    text not null,
  reason   text,
  detail   text,
  subject  text,
  patient  uuid,
  at       timestamptz(6) not null,
  retry_at timestamptz(6),
  attempts integer not null default 0,
  constraint aggregation_state check (state in ('PLACED', 'KEPT')),
  constraint aggregation_why check ((state = 'KEPT') = (reason is not null))
);
create index aggregation_subject on clinical.aggregation (store, subject) where subject is not null;
create index aggregation_kept on clinical.aggregation (store, rid) where state = 'KEPT';
create index aggregation_retry on clinical.aggregation (retry_at) where retry_at is not null;
