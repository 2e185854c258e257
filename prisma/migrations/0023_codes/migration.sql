-- What organisations' own codes mean. Reference data: one slice writes it, all slices read it. See docs/adr/0021-code-sets.md.
create schema codes;

create table codes.code (
  organisation_id  uuid not null,
  code_set         text not null,
  -- Empty: the code in whatever system.
  system           text collate "C" not null,
  code             text collate "C" not null,
  display          text not null,
  -- The same in a standard system; no system, where the standard is an enumeration of ours.
  standard_system  text,
  standard_code    text,
  standard_display text,
  set_at           timestamptz(6) not null,
  set_by           uuid not null,
  primary key (organisation_id, code_set, system, code),
  constraint code_set check (code_set in
    ('GENDER', 'CLASS', 'DOCUMENT_TYPE', 'ORDER', 'DISCIPLINE', 'RESULT', 'UNIT', 'SPECIALTY', 'APPLICATION')),
  constraint code_standard check (standard_code is not null or (standard_system is null and standard_display is null))
);

-- One more with each change: whoever holds an organisation's codes in memory sees by it that they have changed.
create table codes.revision (
  organisation_id uuid primary key,
  number          bigint not null
);
