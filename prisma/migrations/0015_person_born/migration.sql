-- Whoever makes an account by accepting an invitation says when they were born; of patients their record says it.
alter table patients.person add column date_of_birth date;
