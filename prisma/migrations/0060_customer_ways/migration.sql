-- Whatever is read of one patient is read of the patients' record: customers' own stores have ways of their own, and do not
-- pay for this one. See docs/adr/0003-record-store.md.
do $records$
declare
  slice text;
begin
  foreach slice in array array['clinical', 'appointments'] loop
    execute format('drop index %I.res_patient', slice);
    execute format('create index res_patient on %I.res(patient, type, at, rid) where store = 0', slice);
  end loop;
end
$records$;
