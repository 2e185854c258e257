-- The customers' own FHIR stores: which feed is which store, and whose. See docs/adr/0023-customer-stores.md.

create table clinical.customer_feed (
  name            text primary key,
  organisation_id uuid not null,
  version         text not null,
  store           smallint not null,
  created_at      timestamptz(6) not null default now(),
  constraint customer_feed_name check (name ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  constraint customer_feed_version check (version in ('STU3', 'R4')),
  -- 0 is the patients' record.
  constraint customer_feed_store check (store > 0)
);
create unique index customer_feed_store on clinical.customer_feed (store);

-- The history of a type, and of a whole store, newest first.
create index ver_store on clinical.ver (store, type, updated, rid, ver) where store > 0;
