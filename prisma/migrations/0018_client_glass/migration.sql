-- A client that a team has tied to itself acts as the team's clinician: it may break the glass too, for itself alone.
alter table patients.break_glass
  alter column person_id drop not null,
  add column client text,
  add column partner text references patients.partner (id),
  add constraint break_glass_breaker check (
    (person_id is null) <> (client is null) and (client is null) = (partner is null));
create index break_glass_client on patients.break_glass (client, patient_id, ends_at);
