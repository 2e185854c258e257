-- A held A28 or A31 whose place a newer one has taken waits for nobody any more. Domain reference §4.2, SUPERSEDED
alter table patients.held_message drop constraint held_message_state;
alter table patients.held_message add constraint held_message_state check (state in ('HELD', 'APPROVED', 'REJECTED', 'SUPERSEDED'));

alter table patients.held_message add column about text not null default 'ITEM';
alter table patients.held_message add column numbers text[] not null default '{}';
alter table patients.held_message add constraint held_message_about check (about in ('PERSON', 'ITEM'));
update patients.held_message h set
  about = case when h.type in ('ADT^A28', 'ADT^A31') then 'PERSON' else 'ITEM' end,
  numbers = coalesce((select array_agg(i.number ->> 'system' || '|' || (i.number ->> 'value')) from jsonb_array_elements(h.said -> 'identifiers') i(number)), '{}');
alter table patients.held_message alter column about drop default;
alter table patients.held_message alter column numbers drop default;

-- Found by the person's numbers: whom it is about was not known when it came.
create index held_message_numbers on patients.held_message using gin (numbers) where state = 'HELD' and about = 'PERSON';
