-- A partner's looks are shown under its name.
alter table patients.access_log add column partner text;
-- A patient's page of who else looked does not read past the patient's own looks.
create index access_log_others on patients.access_log (patient_id, id) where basis <> 'SELF';
