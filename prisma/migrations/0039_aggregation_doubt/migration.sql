-- Where a resource may lie that was being put into a patient's record: written before it is put, gone when that is settled.
-- Whoever takes over from an aggregator that died looks there. See docs/adr/0027-aggregation.md.
create table clinical.aggregation_doubt (
  rid     bigint not null,
  patient uuid not null,
  primary key (rid, patient)
);
