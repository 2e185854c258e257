-- What a partner sends names its organisation by an alias, and is found by the administrators of that one. Few messages are
-- partners': the index is theirs alone, and costs the others nothing.
create index message_for_organisation on exchange.message (organisation_id, id) where partner is not null;
