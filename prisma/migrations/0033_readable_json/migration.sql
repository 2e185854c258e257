-- A resource as jsonb, for what is sorted by its content; null where jsonb cannot hold what JSON can: half of a surrogate
-- pair, a number of a million digits. (pg_input_is_valid would do, from PostgreSQL 16 on.)
create function clinical.readable_json(content text) returns jsonb
language plpgsql immutable strict parallel safe as $$
begin
  return content::jsonb;
exception when others then
  return null;
end
$$;
