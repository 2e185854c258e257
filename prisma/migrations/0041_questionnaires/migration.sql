-- Questionnaires of teams, and which patients have been asked. What is asked and answered is part of the record: a
-- ServiceRequest and a QuestionnaireResponse. Domain reference §2.9a
create table clinical.questionnaire (
  id              uuid        not null primary key,
  organisation_id uuid        not null,
  team_id         uuid        not null,
  title           text        not null,
  label           text        not null check (label in ('GENERAL_HEALTH', 'SEXUAL_HEALTH', 'MENTAL_HEALTH', 'SOCIAL_CARE')),
  state           text        not null check (state in ('DRAFT', 'PUBLISHED', 'RETIRED')),
  definition      text        not null,
  created_at      timestamptz not null,
  created_by      text        not null,
  changed_at      timestamptz not null
);
create index questionnaire_team on clinical.questionnaire (team_id, id);

create table clinical.questionnaire_request (
  item             text        not null primary key,
  questionnaire_id uuid        not null references clinical.questionnaire (id),
  patient_id       uuid        not null,
  requested_by     text        not null,
  requested_at     timestamptz not null,
  response         text,
  answered_at      timestamptz
);
create index questionnaire_request_questionnaire on clinical.questionnaire_request (questionnaire_id, item);
