import { carerHoldsSql } from './carer.rules.ts';
import { goesOnAt } from './consent.sql.ts';

// The pieces of the statements that gather facts: `w` is one viewer's question, `p` the patient it is about.

/** For whom the facts are asked: one row `w` for a list, with the parameters $1 to $8. */
export const oneViewer = `(select $1::uuid as organisation, $2::uuid as person, $3::uuid[] as teams, $4::uuid as self,
  $5::bool as as_carer, $6::bool as in_person, $7::timestamptz as at, $8::text as client) w`;

const goesOn = goesOnAt('w.at');

/** Consents to teams: of the viewer's organisation, or the viewer's own. */
const teamConsent = `(c.grantee_kind = 'TEAM' and ${goesOn} and (c.organisation_id = w.organisation or c.grantee_id = any(w.teams)))`;
const teamLink = '(l.organisation_id = w.organisation or l.team_id = any(w.teams))';
const openGlass =
  '(b.person_id = w.person or b.client = w.client) and b.team_id = any(w.teams) and b.started_at <= w.at and b.ends_at > w.at';

const viewerFrozen = 'coalesce((select v.access_frozen from patients.patient v where v.id = w.self), false)';

/** A consent `c` of `p` to the viewer in person: as a carer; or as a professional, who keeps what they put in themselves. */
const personalConsent = `(c.grantee_id = w.person and not p.access_frozen
  and (c.grantee_kind = 'CARER' and w.as_carer and not ${viewerFrozen} and ${goesOn} and ${carerHoldsSql}
    or c.grantee_kind <> 'CARER' and w.in_person))`;

/** What binds the viewer to the patient; each part is a probe of an index by the patient. */
export const relations = `
  cross join lateral (
    select coalesce(array_agg(distinct label) filter (where label is not null), '{}') as consented,
      count(c.grantee_id) > 0 as has_consent, min(c.grantee_id::text) filter (where c.grantee_id = any(w.teams)) as team
    from patients.consent c left join lateral unnest(c.labels) label on true where c.patient_id = p.id and ${teamConsent}) c
  cross join lateral (
    select count(*) > 0 as linked, min(l.team_id::text) filter (where l.team_id = any(w.teams)) as team
    from patients.team_link l where l.patient_id = p.id and ${teamLink}) l
  left join lateral (
    select jsonb_build_object('until', b.ends_at, 'team', b.team_id) as glass from patients.break_glass b
    where b.patient_id = p.id and ${openGlass} order by b.ends_at desc limit 1) b on true
  left join lateral (
    select jsonb_build_object('kind', c.grantee_kind, 'labels', c.labels, 'since', c.since, 'until', c.until, 'keptPastAge', c.kept_past_age) as personal
    from patients.consent c where c.patient_id = p.id and c.grantee_id = w.person) i on true`;

const details = `
  p.address, p.primary_care,
  coalesce((select json_agg(json_build_object('system', i.system, 'value', i.value, 'verification', i.verification) order by i.system, i.value)
     from patients.identifier i where i.patient_id = p.id), '[]') as identifiers,
  coalesce((select array_agg(e.address order by e.is_primary desc, e.address) from patients.email e where e.patient_id = p.id), '{}') as emails,
  coalesce((select json_agg(json_build_object('id', t.id, 'name', t.name, 'alias', t.alias, 'defaultLabels', t.default_labels) order by t.alias)
     from patients.team_link l join patients.team t on t.id = l.team_id where l.patient_id = p.id and ${teamLink}), '[]') as teams`;

/** What a decision needs, and what is in the record itself. */
const essentials = `
  p.id, p.version, p.last_updated, p.title, p.family_name, p.given_name, p.middle_names, p.date_of_birth::text, p.gender,
  p.deceased, p.deceased_at, p.language, p.phone, p.status, p.sharing_disabled, p.access_frozen, p.formerly, p.merged_into,
  c.consented, c.has_consent, l.linked, i.personal, b.glass, coalesce(b.glass->>'team', c.team, l.team) as team,
  ${viewerFrozen} as viewer_frozen`;

/** With what has to be put together for each record: half of all the work, which most lists have no use for. */
export const facts = { inShort: essentials, inDetail: `${essentials}, ${details}` };

/**
 * Who is found, in lists and by identifier: who may be seen (`canReadDemographics`), but with sharing disabled only by the
 * patient and by whole organisations. Domain reference §3.1: "not searchable at team level, searchable at org level"
 */
export const isFound = `(w.organisation is not null and (c.has_consent or l.linked)
  or p.id = w.self and not p.access_frozen
  or not p.sharing_disabled and (c.has_consent or l.linked or b.glass is not null
    or exists (select from patients.consent c where c.patient_id = p.id and ${personalConsent})))`;

/** The keys of all whom `w` finds after `after`, in order and cut to `limit`: each way by an index of its own. */
export const found = (after: string, limit: string): string => {
  const way = (key: string, from: string, where: string): string =>
    `(select distinct ${key} as id from ${from} where ${where} and ${key} > ${after} order by 1 limit ${limit})`;
  const open = (key: string): string => `join patients.patient p on p.id = ${key} and not p.sharing_disabled`;
  const link = 'patients.team_link l';
  const consent = 'patients.consent c';
  const glass = 'patients.break_glass b';
  return [
    way('l.patient_id', link, 'l.organisation_id = w.organisation'),
    way('c.patient_id', consent, `c.organisation_id = w.organisation and c.grantee_kind = 'TEAM' and ${goesOn}`),
    way('l.patient_id', `${link} ${open('l.patient_id')}`, 'l.team_id = any(w.teams)'),
    way(
      'c.patient_id',
      `${consent} ${open('c.patient_id')}`,
      `c.grantee_id = any(w.teams) and c.grantee_kind = 'TEAM' and ${goesOn}`,
    ),
    way('c.patient_id', `${consent} ${open('c.patient_id')}`, personalConsent),
    way('b.patient_id', `${glass} ${open('b.patient_id')}`, openGlass),
    way('p.id', 'patients.patient p', 'p.id = w.self and not p.access_frozen'),
  ].join('\n    union ');
};
