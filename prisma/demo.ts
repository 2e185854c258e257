/**
 * The demo world's fixed facts: who exists, and who shares what with whom. Seeds and examples take their ids from here;
 * the people are invented. The contract's §3.
 */
const id = (last: string): string => `00000000-0000-4000-8000-${last.padStart(12, '0')}`;

export const organisations = {
  riverside: { id: id('1'), name: 'Riverside NHS Foundation Trust', odsCode: 'RRV01', hospitalNumbers: 'RVS' },
  hillside: { id: id('2'), name: 'Hillside Community Trust', odsCode: 'RHS02', hospitalNumbers: 'HLS' },
} as const;

export const teams = {
  'riverside-prt': { id: id('11'), organisation: 'riverside', name: 'Riverside Patient Records Team', labels: [] },
  'riverside-diabetes': {
    id: id('12'),
    organisation: 'riverside',
    name: 'Riverside Diabetes',
    labels: ['GENERAL_HEALTH'],
  },
  'riverside-sexual-health': {
    id: id('13'),
    organisation: 'riverside',
    name: 'Riverside Sexual Health',
    labels: ['GENERAL_HEALTH', 'SEXUAL_HEALTH'],
  },
  'riverside-mental-health': {
    id: id('14'),
    organisation: 'riverside',
    name: 'Riverside Mental Health',
    labels: ['GENERAL_HEALTH', 'MENTAL_HEALTH'],
  },
  'hillside-prt': { id: id('21'), organisation: 'hillside', name: 'Hillside Patient Records Team', labels: [] },
  'hillside-community': {
    id: id('22'),
    organisation: 'hillside',
    name: 'Hillside Community',
    labels: ['GENERAL_HEALTH', 'SEXUAL_HEALTH', 'MENTAL_HEALTH', 'SOCIAL_CARE'],
  },
} as const;

export const defaultTeams = { riverside: 'riverside-prt', hillside: 'hillside-prt' } as const;

export const patients = {
  alice: {
    id: id('a1'),
    family: 'Archer',
    given: 'Alice',
    born: '1985-04-12',
    gender: 'FEMALE',
    nhsNumber: '9434765919',
    sharingDisabled: false,
  },
  bob: {
    id: id('b0'),
    family: 'Brook',
    given: 'Bob',
    born: '1972-11-30',
    gender: 'MALE',
    nhsNumber: '5760678914',
    sharingDisabled: true,
  },
  carol: {
    id: id('c1'),
    family: 'Carver',
    given: 'Carol',
    born: '1958-01-07',
    gender: 'FEMALE',
    nhsNumber: '9571270652',
    sharingDisabled: false,
  },
} as const;

/** Everybody who can sign in; the professionals with their team and role. */
export const people = {
  alice: { id: id('e1'), name: 'Alice Archer', patient: 'alice' },
  bob: { id: id('e2'), name: 'Bob Brook', patient: 'bob' },
  carol: { id: id('e3'), name: 'Carol Carver', patient: 'carol' },
  diaz: {
    id: id('e4'),
    name: 'Dr Elena Diaz',
    role: 'PROFESSIONAL',
    organisation: 'riverside',
    team: 'riverside-diabetes',
  },
  hall: {
    id: id('e5'),
    name: 'Nurse Tom Hall',
    role: 'PROFESSIONAL',
    organisation: 'hillside',
    team: 'hillside-community',
  },
  coco: {
    id: id('e6'),
    name: 'Coco Marsh',
    role: 'COORDINATOR',
    organisation: 'riverside',
    team: 'riverside-diabetes',
  },
  oscar: { id: id('e7'), name: 'Oscar Lane', role: 'ADMINISTRATOR', organisation: 'riverside' },
  petra: { id: id('e8'), name: 'Petra Vale', role: 'PRIVACY_OFFICER', organisation: 'riverside' },
} as const;

export const consents = [
  { patient: 'alice', team: 'riverside-diabetes', labels: ['GENERAL_HEALTH'] },
  {
    patient: 'alice',
    team: 'hillside-community',
    labels: ['GENERAL_HEALTH', 'SEXUAL_HEALTH', 'MENTAL_HEALTH', 'SOCIAL_CARE'],
  },
  { patient: 'alice', carer: 'carol', labels: ['GENERAL_HEALTH'] },
] as const;

/** Third parties that work for customers; whoever is not granted may still be registered. */
export const partners = {
  postbridge: { name: 'PostBridge' },
  stranger: { name: 'A partner whom nobody has granted' },
  apptly: { name: 'Apptly' },
} as const;

/** A partner that an organisation lets send in its name, under the alias that stands in MSH-4. */
export const grants = [
  { id: id('f1'), partner: 'postbridge', alias: 'riverside-post', organisation: 'riverside', team: 'riverside-prt' },
] as const;
