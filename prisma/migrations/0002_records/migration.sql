-- The record store (subgraphs/records), once for each slice that mounts it. See docs/adr/0003-record-store.md.
--
-- store 0 is the patients' record: everything in it is read through one patient's range of `res_patient`, and filtered
-- there by the search values that lie in the row itself. Higher stores are customers' own: these are searched as a whole
-- too, so they alone feed the indexes that say so, the side tables `ord`, `num` and `str`, and the outbox.
do $records$
declare
  slice text;
begin
  foreach slice in array array['clinical', 'appointments'] loop
    execute format('create schema if not exists %I', slice);
    execute format($ddl$
      create sequence %1$I.res_rid cache 100;

      -- The current version of each item, without its content. Wide columns first, so that there is no padding.
      create table %1$I.res(
        rid            bigint      not null default nextval('%1$I.res_rid') primary key,
        patient        uuid,
        at             timestamptz not null,             -- start of the item's clinical date, else when it was entered
        updated        timestamptz not null,
        entered        timestamptz not null,             -- the sender's clock
        visible_from   timestamptz,
        key            uuid,                             -- hash of (source organisation, the sender's id)
        ver            int         not null,
        store          int2        not null,
        type           int2        not null,
        deleted        boolean     not null,
        id             text        collate "C" not null,
        label          text        not null
                       check (label in ('GENERAL_HEALTH', 'SEXUAL_HEALTH', 'MENTAL_HEALTH', 'SOCIAL_CARE', 'UNSET')),
        entered_order  text        collate "C" not null, -- breaks ties of entered
        origin         text        not null,
        sources        uuid[]      not null,
        toks           bigint[]    not null,             -- hashes of codes, references, uris, presence marks
        num_ph         bigint[],                         -- numbers, quantities, dates: parameter, from, to (null: a point)
        num_lo         float8[],
        num_hi         float8[],
        str_ph         bigint[],                         -- strings: parameter, folded value
        str_val        text[]
      ) with (fillfactor = 85);
      create unique index res_id on %1$I.res(store, type, id);
      create unique index res_key on %1$I.res(store, type, key) where key is not null;
      create index res_patient on %1$I.res(patient, store, type, at, rid);
      create index res_store on %1$I.res(store, type, at, rid) where store > 0;
      create index res_updated on %1$I.res(store, type, updated, rid) where store > 0;
      create index res_toks on %1$I.res using gin(toks) with (fastupdate = off) where store > 0;
      alter table %1$I.res alter toks set statistics 1000;

      -- All versions with their content, as it came; rows are only ever added.
      create table %1$I.ver(
        rid      bigint      not null,
        updated  timestamptz not null,
        visible_from timestamptz,
        ver      int         not null,
        store    int2        not null,
        type     int2        not null,
        deleted  boolean     not null,
        label    text        not null,
        origin   text        not null,
        sources  uuid[]      not null,
        content  text        not null,
        primary key (rid, ver)
      );

      -- Ways into a customer store. A row may be out of date; what it leads to is always checked against res.
      create table %1$I.ord(h bigint, at timestamptz, rid bigint, primary key (h, at, rid));
      create table %1$I.num(ph bigint, lo float8, hi float8, rid bigint, primary key (ph, lo, hi, rid));
      create table %1$I.str(ph bigint, val text collate "C", rid bigint, primary key (ph, val, rid));

      create table %1$I.outbox(
        seq bigint generated always as identity primary key,
        at  timestamptz not null default now(),
        rid bigint not null,
        ver int not null
      );
    $ddl$, slice);
  end loop;
end
$records$;
