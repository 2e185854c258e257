-- What is looked at when the planner's statistics of a table are made anew, as they are each time it has grown by a tenth.
-- A thousand elements of `toks` took 300 000 rows and 2.6 s of a processor, while messages came in; a hundred, as everywhere
-- else, take a tenth. No plan hangs on them: which way a search takes is decided in code. ADR 3
alter table clinical.res alter toks set statistics -1;
alter table appointments.res alter toks set statistics -1;

-- These are looked into by conditions whose rows the planner cannot estimate from them.
alter table clinical.res
  alter num_ph set statistics 0, alter num_lo set statistics 0, alter num_hi set statistics 0,
  alter str_ph set statistics 0, alter str_val set statistics 0;
alter table appointments.res
  alter num_ph set statistics 0, alter num_lo set statistics 0, alter num_hi set statistics 0,
  alter str_ph set statistics 0, alter str_val set statistics 0;
