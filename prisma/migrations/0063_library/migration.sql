-- What teams and organisations have to read for patients. What of it a patient was given is an item of the record, a
-- Communication. See docs/adr/0038-library.md.
create table clinical.library_resource (
  id              uuid        not null primary key,
  organisation_id uuid        not null,
  team_id         uuid,
  title           text        not null,
  description     text,
  topic           text,
  language        text,
  url             text,
  content_type    text,
  sha256          text,
  size            integer,
  published_at    timestamptz not null,
  published_by    text        not null,
  retired_at      timestamptz,
  retired_by      text,
  constraint library_resource_somewhere check ((url is null) <> (sha256 is null)),
  constraint library_resource_document check ((sha256 is null) = (content_type is null) and (sha256 is null) = (size is null))
);
create index library_resource_organisation on clinical.library_resource (organisation_id, id);
