-- A letter has the label of its document, in the transaction that gives the document another: whoever may not see the
-- document any more must not read its title on the letter. See docs/adr/0031-letters.md, which says why here alone a
-- statement reaches from one slice into another.
create index letter_document on mail.letter (document_id);

create function mail.label_of_document() returns trigger language plpgsql as $$
declare
  document record;
begin
  -- Locked, so that neither misses the other: whoever changes the document's label waits, and then finds the letter.
  -- (store 0: the patients' record; type 42: DocumentReference)
  select label, chosen_label into document from clinical.res
    where store = 0 and type = 42 and id = new.document_id for share;
  if found then
    new.label := document.label;
    new.chosen_label := document.chosen_label;
  end if;
  return new;
end
$$;

-- Before a row is in conflict with another: so both that write and relabel take the document first, and the letter second.
create trigger label_of_document before insert on mail.letter
  for each row execute function mail.label_of_document();

create function mail.label_letters() returns trigger language plpgsql as $$
begin
  update mail.letter set label = new.label, chosen_label = new.chosen_label
    where document_id = new.id and (label, chosen_label) is distinct from (new.label, new.chosen_label);
  return null;
end
$$;

create trigger label_letters after update of label, chosen_label on clinical.res
  for each row
  when (new.store = 0 and new.type = 42 and (old.label, old.chosen_label) is distinct from (new.label, new.chosen_label))
  execute function mail.label_letters();

-- Those whose documents have another label already.
update mail.letter l set label = d.label, chosen_label = d.chosen_label
  from clinical.res d
  where d.store = 0 and d.type = 42 and d.id = l.document_id
    and (l.label, l.chosen_label) is distinct from (d.label, d.chosen_label);
