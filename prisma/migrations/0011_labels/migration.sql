-- Labels that organisations' codes lead to, and labels that people chose by hand. See docs/adr/0014-labels.md.
create table patients.label_map (
  organisation_id uuid not null references patients.organisation (id),
  kind            text not null,
  -- Empty: the code in whatever system.
  system          text not null,
  code            text not null,
  label           text not null,
  set_at          timestamptz(6) not null,
  set_by          uuid not null,
  primary key (organisation_id, kind, system, code),
  constraint label_map_kind check (kind in ('ITEM', 'SPECIALTY')),
  constraint label_map_label check (label in ('GENERAL_HEALTH', 'SEXUAL_HEALTH', 'MENTAL_HEALTH', 'SOCIAL_CARE'))
);

do $labels$
declare
  slice text;
begin
  foreach slice in array array['clinical', 'appointments'] loop
    execute format($ddl$
      alter table %1$I.res
        -- What a person chose for this item: a sender's next version keeps it.
        add column chosen_label text check (chosen_label in ('GENERAL_HEALTH', 'SEXUAL_HEALTH', 'MENTAL_HEALTH', 'SOCIAL_CARE')),
        -- True: the label of this version stands against the chosen one, because the sender named it.
        add column label_stands boolean;
    $ddl$, slice);
  end loop;
end
$labels$;

alter table mail.letter
  add column chosen_label text,
  add constraint letter_chosen_label check (chosen_label in ('GENERAL_HEALTH', 'SEXUAL_HEALTH', 'MENTAL_HEALTH', 'SOCIAL_CARE'));

-- Only ever added to: who changed the label of a letter, when, and from what to what.
create table mail.relabelling (
  id        uuid primary key,
  letter_id uuid not null references mail.letter (id) on delete restrict on update cascade,
  at        timestamptz(6) not null,
  by        text not null,
  old_label text not null,
  new_label text not null
);
create index relabelling_letter on mail.relabelling (letter_id, id);
