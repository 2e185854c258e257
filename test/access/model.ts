import { randomUUID } from 'node:crypto';
import type { Principal } from '../../kernel/principal.ts';
import { tiedClient } from './actors.ts';
import type { Drawn } from './deeds.ts';
import type { BrokenGlass } from './facts.ts';
import { personOf, type History } from './history.ts';
import { reason, mutation, consenting, byId, owner, tied, officer, administrator } from './mutations.ts';
import { goesOn } from './oracle.ts';
import { partyOf, consentOf, isCurrent, put, works, flag, setFlag, birthday } from './standing-facts.ts';

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
