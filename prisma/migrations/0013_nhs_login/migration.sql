-- A patient who signs in with NHS login alone need not have an e-mail address of their own with us.
alter table patients.person alter column email drop not null;
