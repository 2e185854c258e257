-- Most of a large message is a file in Base64, which pglz takes long to find incompressible. See docs/adr/0006-exactly-once.md.
alter table exchange.message alter column raw set storage external;
