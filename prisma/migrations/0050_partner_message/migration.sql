-- A partner's client that is tied to a team asks by control id what became of what the partner's feeds sent.
create index message_of_partner on exchange.message (partner, control_id) where partner is not null;

-- Such a client keeps webhooks too, and hears what its team may see. Who changes a webhook says which version of it.
alter table events.endpoint add column team_id uuid, add column version int not null default 1;
alter table events.endpoint_act drop constraint endpoint_act_kind,
  add constraint endpoint_act_kind check (kind in ('REGISTERED', 'CHANGED', 'ROTATED', 'ENDED', 'REPLAYED', 'TESTED'));
