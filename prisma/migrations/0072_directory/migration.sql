-- The last number that a store can have is the directory's: what customers write that is about no patient. See
-- docs/adr/0039-directory.md.
alter table clinical.customer_feed drop constraint customer_feed_store;
alter table clinical.customer_feed add constraint customer_feed_store check (store > 0 and store < 32767);
