-- Of which birthday, 13, 16 or 18, a child's carer has been told that it ends the care. Domain reference §3.1
alter table patients.consent add column told_of_age int;
create index consent_carer on patients.consent (patient_id) where grantee_kind = 'CARER';
