import { randomUUID } from 'node:crypto';
import type { Person, Principal } from '../../kernel/principal.ts';
import { tiedClient } from './actors.ts';
import type { Drawn } from './deeds.ts';
import type { BrokenGlass, Consent, Label } from './facts.ts';
import { personOf, readersOf, type History } from './history.ts';
import { carersConsent, goesOn } from './oracle.ts';

/** A mutation as somebody sends it, and what it comes to by the naive model; what is refused changes nothing. */
export type Deed = {
  readonly by: Principal;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly isAllowed: boolean;
  /** `id`: of what came into being. */
  readonly effect: (id: string) => void;
};

type Kinds = {
  readonly [Kind in Exclude<Drawn['do'], 'wait'>]: (history: History, drawn: Extract<Drawn, { do: Kind }>) => Deed;
};

export const deedOf = (history: History, drawn: Exclude<Drawn, { do: 'wait' }>): Deed => {
  const kind = kinds[drawn.do] as (history: History, drawn: Drawn) => Deed;
  return kind(history, drawn);
};

// Domain reference §3.1 and §3.2, read as plainly as can be. It shares nothing with the code that it judges.
const kinds: Kinds = {
  share: (history, { party, labels, hours }) => {
    const { world, names, words } = history;
    const until = hours === undefined ? undefined : new Date(world.now.getTime() + hours * 3_600_000);
    const { grantee, kind, named } = partyOf(history, party);
    const before = consentOf(history, grantee);
    const keptPastAge = before !== undefined && isCurrent(history, before) ? before.keptPastAge : undefined;
    const ofPerson = kind === 'TEAM' ? {} : { kind };
    return {
      ...consenting('setConsent', {
        patientId: names.patient,
        ...named,
        ...ofPerson,
        labels,
        until: until?.toISOString(),
      }),
      by: owner(history),
      isAllowed: !flag(history, 'accessFrozen') && !flag(history, 'sharingDisabled'),
      effect: () => {
        put(history, { patient: names.patient, grantee, kind, labels, since: world.now, until, keptPastAge });
        words.set(grantee, 'PATIENT');
      },
    };
  },

  // A team adds itself, never in place of what the patient has said.
  joinTeam: (history, { labels, team: nth }) => {
    const { world, names, words } = history;
    const team = names.teams[nth] ?? names.teams[0];
    const terms = { kind: 'TEAM', since: world.now, until: undefined, keptPastAge: undefined } as const;
    return {
      ...consenting('setConsent', { patientId: names.patient, teamId: team, labels, basis: 'REFERRAL' }),
      by: personOf(world, names.doctor),
      isAllowed: works(history, team) && !flag(history, 'sharingDisabled') && words.get(team) !== 'PATIENT',
      effect: () => {
        put(history, { patient: names.patient, grantee: team, labels, ...terms });
        words.set(team, 'the team');
      },
    };
  },

  end: (history, { party, bySelf }) => {
    const { world, names, words } = history;
    const { grantee, kind, named } = partyOf(history, party);
    const before = consentOf(history, grantee);
    const self = kind === 'TEAM' ? names.doctor : kind === 'CARER' ? names.carer : names.invited;
    const mayEnd = bySelf ? kind !== 'TEAM' || works(history, grantee) : !flag(history, 'accessFrozen');
    return {
      ...consenting('endConsent', { patientId: names.patient, ...named }),
      by: bySelf ? personOf(world, self) : owner(history),
      isAllowed: mayEnd && before !== undefined && isCurrent(history, before),
      effect: () => {
        if (before !== undefined) put(history, { ...before, labels: [], until: world.now });
        if (!bySelf) words.set(grantee, 'PATIENT');
      },
    };
  },

  keepCarer: (history, { pastAge }) => {
    const { world, names } = history;
    const carer = consentOf(history, names.carer);
    const isCaredFor = names.teams.some((team) => {
      const consent = consentOf(history, team);
      return works(history, team) && consent !== undefined && isCurrent(history, consent);
    });
    return {
      ...consenting('keepCarer', { patientId: names.patient, personId: names.carer, pastAge }),
      by: personOf(world, names.doctor),
      isAllowed:
        isCaredFor &&
        !flag(history, 'sharingDisabled') &&
        carer !== undefined &&
        isCurrent(history, carer) &&
        world.now < birthday(history, pastAge),
      effect: () => {
        if (carer !== undefined) put(history, { ...carer, keptPastAge: pastAge });
      },
    };
  },

  breakGlass: (history, { team: nth, asClient }) => {
    const { world, names, glass } = history;
    const team = asClient ? names.teams[0] : (names.teams[nth] ?? names.teams[0]);
    const by = asClient ? { client: tiedClient } : { person: names.doctor as string };
    const isOpen = world.brokenGlass.some(
      (one) => JSON.stringify(one.by) === JSON.stringify(by) && one.team === team && world.now < one.endsAt,
    );
    return {
      ...mutation('breakGlass', 'BreakGlassInput', 'BrokenGlass', { patientId: names.patient, teamId: team, reason }),
      by: asClient ? tied(history) : personOf(world, names.doctor),
      isAllowed: (asClient || works(history, team)) && !flag(history, 'sharingDisabled'),
      effect: (id) => {
        if (isOpen) return;
        const endsAt = new Date(world.now.getTime() + 30 * 60_000);
        world.brokenGlass = [...world.brokenGlass, { patient: names.patient, by, team, startedAt: world.now, endsAt }];
        glass.push(id);
      },
    };
  },

  mendGlass: (history) => {
    const { world, names, glass } = history;
    const nth = world.brokenGlass.findLastIndex(({ by }) => 'person' in by);
    const broken = world.brokenGlass[nth];
    return {
      ...byId('mendGlass', glass[nth] ?? randomUUID()),
      by: personOf(world, names.doctor),
      isAllowed: broken !== undefined && world.now < broken.endsAt,
      effect: () => {
        world.brokenGlass = world.brokenGlass.map((one) => (one === broken ? { ...one, endsAt: world.now } : one));
      },
    };
  },

  // What is shared ends, open glass too, and does not come back.
  disable: (history, { on: disabled }) => {
    const { world, names } = history;
    return {
      ...mutation('setSharingDisabled', 'SetSharingDisabledInput', '', { patientId: names.patient, disabled, reason }),
      by: officer(history),
      isAllowed: true,
      effect: () => {
        setFlag(history, { sharingDisabled: disabled });
        if (!disabled) return;
        world.consents = world.consents.map((one) =>
          goesOn(world, one) ? { ...one, labels: [], until: world.now } : one,
        );
        const ended = (one: BrokenGlass): BrokenGlass => (world.now < one.endsAt ? { ...one, endsAt: world.now } : one);
        world.brokenGlass = world.brokenGlass.map(ended);
      },
    };
  },

  freeze: (history, { on: frozen }) => ({
    ...mutation('setAccessFrozen', 'SetAccessFrozenInput', '', { patientId: history.names.patient, frozen, reason }),
    by: officer(history),
    isAllowed: true,
    effect: () => {
      setFlag(history, { accessFrozen: frozen });
    },
  }),

  leaveTeam: (history, { team: nth }) => {
    const { world, names, memberships } = history;
    const team = names.teams[nth] ?? names.teams[0];
    return {
      ...byId('endMembership', memberships.get(team) ?? randomUUID(), 'membershipId'),
      by: administrator(history),
      isAllowed: works(history, team),
      effect: () => {
        world.memberships = world.memberships.map((one) => (one.team === team ? { ...one, hasEnded: true } : one));
      },
    };
  },

  grant: (history, { whom }) => {
    const { names, grants } = history;
    const grantor = names.teams[whom as 0 | 1 | 2];
    const key = whom === 2 ? names.organisation : grantor;
    const named = whom === 2 ? { organisationId: key } : { teamId: key };
    return {
      ...mutation('grantPartner', 'GrantPartnerInput', 'PartnerGrant', { ...named, partnerId: names.partner }),
      by: administrator(history),
      isAllowed: !grants.has(key),
      effect: (id) => void grants.set(key, id),
    };
  },

  revoke: (history, { whom }) => {
    const { names, grants } = history;
    const key = whom === 2 ? names.organisation : names.teams[whom as 0 | 1];
    return {
      ...byId('revokeGrant', grants.get(key) ?? randomUUID()),
      by: administrator(history),
      isAllowed: grants.has(key),
      effect: () => void grants.delete(key),
    };
  },
};

const reason = 'Somebody has to know why this is done.';

const mutation = (name: string, input: string, made: string, given: object) => ({
  query: `mutation ($input: ${input}!) { done: ${name}(input: $input) { __typename ${made === '' ? '' : `... on ${made} { id }`} } }`,
  variables: { input: given },
});
const consenting = (name: 'setConsent' | 'endConsent' | 'keepCarer', given: object) =>
  mutation(name, `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`, '', given);
const byId = (name: string, id: string, argument = 'id') => ({
  query: `mutation ($id: ID!) { done: ${name}(${argument}: $id) { __typename } }`,
  variables: { id },
});

const owner = (history: History): Principal => readerNamed(history, 'owner');
const tied = (history: History): Principal => readerNamed(history, 'tied');
const readerNamed = (history: History, name: string): Principal => {
  const found = readersOf(history)[name];
  if (found === undefined) throw new Error(`There is no ${name}.`);
  return found;
};
const officer = ({ world, names }: History): Person => ({
  ...personOf(world, names.officer),
  guards: [names.organisation],
});
const administrator = ({ world, names }: History): Person => ({
  ...personOf(world, names.administrator),
  administers: [names.organisation],
});

const partyOf = (
  { names }: History,
  party: 'one' | 'elsewhere' | 'carer' | 'invited',
): { readonly grantee: string; readonly kind: Consent['kind']; readonly named: object } => {
  if (party === 'carer') return { grantee: names.carer, kind: 'CARER', named: { personId: names.carer } };
  if (party === 'invited') return { grantee: names.invited, kind: 'PROFESSIONAL', named: { personId: names.invited } };
  const team = names.teams[party === 'one' ? 0 : 2];
  return { grantee: team, kind: 'TEAM', named: { teamId: team } };
};

const consentOf = ({ world }: History, grantee: string): Consent | undefined =>
  world.consents.find((one) => one.grantee === grantee);

/** By any rule: a carer's ends on a birthday, too. */
const isCurrent = ({ world }: History, consent: Consent): boolean => {
  const [patient] = world.patients;
  if (consent.kind !== 'CARER' || patient === undefined) return goesOn(world, consent);
  return carersConsent(world, consent.grantee, patient) !== undefined;
};

const put = ({ world }: History, consent: Consent & { readonly labels: readonly Label[] }): void => {
  const { patient, grantee: team } = consent;
  world.consents = [...world.consents.filter(({ grantee }) => grantee !== team), consent];
  if (consent.kind === 'TEAM') world.links = [...world.links.filter((one) => one.team !== team), { patient, team }];
};

const works = ({ world, names }: History, team: string): boolean =>
  world.memberships.some((one) => one.person === names.doctor && one.team === team && !one.hasEnded);

const flag = ({ world }: History, name: 'accessFrozen' | 'sharingDisabled'): boolean =>
  world.patients[0]?.[name] === true;

const setFlag = ({ world }: History, change: object): void => {
  world.patients = world.patients.map((one) => ({ ...one, ...change }));
};

const birthday = ({ world }: History, age: number): Date => {
  const day = new Date(`${world.patients[0]?.born ?? ''}T00:00:00Z`);
  day.setUTCFullYear(day.getUTCFullYear() + age);
  return day;
};
