-- Resources that are in a record and said something that R4 does not say: their customers read what.
create index aggregation_lossy on clinical.aggregation (store, rid) where state = 'PLACED' and detail is not null;
