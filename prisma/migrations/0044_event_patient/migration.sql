-- A patient who comes back reads what was missed by the patient's own events.
create index event_patient on events.event (patient_id, seq) where patient_id is not null;
