-- As for the clinical record (0033): appointments, too, are sorted by their content.
create function appointments.readable_json(content text) returns jsonb
language plpgsql immutable strict parallel safe as $$
begin
  return content::jsonb;
exception when others then
  return null;
end
$$;
