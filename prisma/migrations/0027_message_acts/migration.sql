-- What administrators did about messages: looked at a text, masked; had a message sent again.
create table exchange.message_act (
  id              uuid primary key,
  at              timestamptz(6) not null,
  actor           text not null,
  person_id       uuid not null,
  organisation_id uuid not null,
  message_id      uuid not null references exchange.message (id),
  kind            text not null,
  taken_until     timestamptz(6),
  attempts        integer not null default 0,
  done_at         timestamptz(6),
  outcome         exchange.message_state,
  constraint message_act_kind check (kind in ('READ', 'SENT_AGAIN')),
  constraint message_act_done check (outcome is null or done_at is not null)
);
create index message_act_of_message on exchange.message_act (message_id, id);
-- A message waits once, however often it is asked for; and what waits is found without looking at what is done.
create unique index message_act_waiting on exchange.message_act (message_id) where kind = 'SENT_AGAIN' and done_at is null;

-- For the search by patient. Refused messages have none.
create index message_patient on exchange.message (patient_id, id) where patient_id is not null;
