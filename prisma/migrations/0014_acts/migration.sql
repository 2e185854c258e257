-- An organisation's acts of some kinds, in an interval, latest first: one range of an index for each kind.
drop index patients.act_organisation;
create index act_organisation on patients.act (organisation_id, kind, at, id) where organisation_id is not null;
