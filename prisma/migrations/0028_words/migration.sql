-- What resources of customers' own stores are found by as text. Kept up when a search asks for it, and not by the write:
-- whoever never searches so pays nothing for it. docs/adr/0003-record-store.md
create table clinical.words(
  rid       bigint   primary key,
  ver       int      not null,            -- the version whose words these are
  narrative tsvector not null,
  content   tsvector not null
);
create index words_narrative on clinical.words using gin(narrative);
create index words_content on clinical.words using gin(content);

-- Texts beside codes: displays, texts of concepts and of types of identifiers, each folded.
create table clinical.coded_text(
  ph  bigint,
  val text collate "C",
  rid bigint,
  primary key (ph, val, rid)
);
create index coded_text_rid on clinical.coded_text(rid);

-- All of a type that was stored before this instant has its words.
create table clinical.words_until(
  store   int2,
  type    int2,
  updated timestamptz not null,
  primary key (store, type)
);
