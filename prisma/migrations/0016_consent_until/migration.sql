-- What is shared may be shared for a time; what has ended stays, so that a team does not add itself back.
alter table patients.consent add column until timestamptz(6);
