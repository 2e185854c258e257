-- A window is a time, not a number of whole hours: half a day and a half, or some seconds of a trial run. Domain reference §7.4
alter table mail.option alter column hours type double precision;
alter table mail.type_rule alter column hours type double precision;
