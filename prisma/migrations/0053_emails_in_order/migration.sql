-- A patient's addresses as they are shown, the first one first: read in this order they need not be sorted, which took as
-- long as all else that a list of patients asks.
create index email_in_order on patients.email (patient_id, is_primary desc, address);
drop index patients.email_patient;
