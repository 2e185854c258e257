-- Since when a client has its present secret, where that is not the first.
alter table identity.client add column rotated_at timestamptz(6);
