-- What a patient's appointments are found by as text, as in 0028_words: taken up when somebody searches that one record so.
-- No index on the words themselves: a search within a record looks at that record's rows and no others.
create table appointments.words(
  rid       bigint   primary key,
  ver       int      not null,            -- the version whose words these are
  narrative tsvector not null,
  content   tsvector not null
);

create table appointments.coded_text(
  ph  bigint,
  val text collate "C",
  rid bigint,
  primary key (ph, val, rid)
);
create index coded_text_rid on appointments.coded_text(rid);
