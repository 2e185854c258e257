import type { Integration } from '../kernel/principal.ts';

/**
 * Who may call what: integration type × root field, to be read aloud. Domain reference §1.3 and contract §4.
 * What is not in the table is denied. Who may see which *item* is not here: that is the purview, made by `patients`.
 */
const feeds = ['customer.hl7', 'partner.hl7'] as const satisfies readonly Integration[];
const readers = [
  'customer.fhir',
  'partner.fhir',
  'tethered.rest',
  'person',
  'app',
] as const satisfies readonly Integration[];

export type Permissions = Readonly<Record<string, Readonly<Record<string, readonly Integration[]>>>>;

export const permissions = {
  Query: {
    patient: readers,
    patients: readers,
    explainAccess: ['person'],
    messageStatus: [...feeds, 'customer.fhir'],
    messages: [...feeds, 'customer.fhir'],
    feedCredentials: ['person'],
    feedCredentialActs: ['person'],
    labelMaps: ['person'],
    apps: ['person'],
    tethers: ['person'],
    partners: ['person'],
    grants: ['person'],
    organisation: ['person'],
    team: ['person', 'app'],
    acts: ['person'],
    findInEmergency: ['tethered.rest', 'person', 'app'],
    brokenGlass: ['person'],
    recordState: ['person'],
    sharingHistory: ['person'],
  },
  Mutation: {
    openMessage: feeds,
    closeMessage: feeds,
    matchPatientFromFeed: feeds,
    upsertPatientFromFeed: feeds,
    ingestLabReports: feeds,
    ingestDocument: feeds,
    recordEncounterEvent: feeds,
    updateEncounterEvent: feeds,
    cancelEncounterEvent: feeds,
    putAppointment: feeds,
    setAppointmentStatus: feeds,
    changeAppointment: feeds,
    publishLetter: feeds,
    openLetter: ['person', 'app'],
    changeItemLabel: ['person', 'app'],
    changeAppointmentLabel: ['person', 'app'],
    changeLetterLabel: ['person', 'app'],
    setLabelMap: ['person'],
    removeLabelMap: ['person'],
    createFeedCredential: ['person'],
    rotateFeedCredential: ['person'],
    disableFeedCredential: ['person'],
    setAllowedAddresses: ['person'],
    revokeApp: ['person'],
    createTether: ['person'],
    revokeTether: ['person'],
    grantPartner: ['person'],
    revokeGrant: ['person'],
    createTeam: ['person'],
    changeTeam: ['person'],
    endMembership: ['person'],
    setConsent: ['person', 'app', 'tethered.rest'],
    endConsent: ['person', 'app', 'tethered.rest'],
    keepCarer: ['person', 'app', 'tethered.rest'],
    inviteMember: ['person'],
    invite: ['person'],
    withdrawInvitation: ['person'],
    acceptInvitation: ['person'],
    breakGlass: ['tethered.rest', 'person', 'app'],
    mendGlass: ['tethered.rest', 'person', 'app'],
    setSharingDisabled: ['person'],
    setAccessFrozen: ['person'],
  },
} as const satisfies Permissions;
