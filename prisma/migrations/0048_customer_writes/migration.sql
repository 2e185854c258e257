-- A resource of a customer's store has up to a hundred search tokens. Put into the index one by one, each rewrites its list of
-- rows: 64 KB of WAL for a Patient. Gathered first, and put there for some hundred rows at once, it is a fifth. The list of
-- those that wait is read by every search by tokens, so that it has to be short. See docs/adr/0003-record-store.md.
alter index clinical.res_toks set (fastupdate = on, gin_pending_list_limit = 128);
