-- $export with _typeFilter: of the types that are named here only what one of their searches finds. See docs/adr/0025-bulk.md.
alter table clinical.customer_export add column filters jsonb;
